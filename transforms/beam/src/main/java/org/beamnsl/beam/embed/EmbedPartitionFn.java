package org.beamnsl.beam.embed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.beamnsl.beam.io.SplitPlan;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.embedding.rows.RowDecoder;
import org.beamnsl.core.embedding.rows.RowTable;
import org.jspecify.annotations.Nullable;

/** Embeds the rows of one partition and writes one shard of each split. */
final class EmbedPartitionFn extends DoFn<KV<Integer, Iterable<byte[]>>, StageReport> {
  private final List<List<String>> shards = new ArrayList<>();
  private final String folder;
  private final EmbedMethod method;
  private final RowFeatures features;
  private final @Nullable PCollectionView<Iterable<KV<Integer, byte[]>>> learned;

  EmbedPartitionFn(
      SplitPlan plan,
      EmbedMethod method,
      RowFeatures features,
      @Nullable PCollectionView<Iterable<KV<Integer, byte[]>>> learned) {
    for (int partition = 0; partition < plan.shards(); partition++) {
      shards.add(plan.shardNames(partition));
    }
    this.folder = plan.folder();
    this.method = method;
    this.features = features;
    this.learned = learned;
  }

  @ProcessElement
  public void embed(ProcessContext context) throws IOException {
    RowDecoder decoder =
        method.decoder(learned == null ? new byte[0] : Parts.join(context.sideInput(learned)));
    RowTable table = new RowTable();
    context.element().getValue().forEach(table::addPage);
    List<String> names = shards.get(context.element().getKey());
    context.output(EmbeddedRows.write(table, decoder, features, folder, names));
  }
}
