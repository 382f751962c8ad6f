package org.beamnsl.beam.synthesize;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.beamnsl.beam.badrecords.CheckRepeatedIds;
import org.beamnsl.beam.badrecords.RepeatedIdsCoder;
import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.IdTable;
import org.beamnsl.core.synthesis.DuplicateIds;

/** Fails when two rows have one id. Only ids are moved, in blocks. */
final class CheckDistinctIds extends PTransform<PCollection<EmbeddingBlock>, PDone> {
  private static final int SHARDS = 64;

  @Override
  public PDone expand(PCollection<EmbeddingBlock> blocks) {
    blocks
        .apply("TakeIds", ParDo.of(new TakeIdsFn()))
        .setCoder(KvCoder.of(VarIntCoder.of(), EmbeddingBlockCoder.of()))
        .apply("GroupIds", GroupByKey.create())
        .apply("CompareIds", ParDo.of(new CompareIdsFn()))
        .setCoder(new RepeatedIdsCoder())
        .apply("Repeated", CheckRepeatedIds.by(DuplicateIds.FAIL::check));
    return PDone.in(blocks.getPipeline());
  }

  private static final class TakeIdsFn extends DoFn<EmbeddingBlock, KV<Integer, EmbeddingBlock>> {
    @ProcessElement
    public void process(
        @Element EmbeddingBlock block, OutputReceiver<KV<Integer, EmbeddingBlock>> receiver) {
      Map<Integer, EmbeddingBlockBuilder> shards = new TreeMap<>();
      IdTable ids = block.ids();
      for (int row = 0; row < ids.size(); row++) {
        byte[] id = new byte[ids.length(row)];
        ids.copy(row, id, 0);
        shards
            .computeIfAbsent(
                (int) Long.remainderUnsigned(ids.hash(row), SHARDS),
                shard -> new EmbeddingBlockBuilder(0))
            .add(id, 0, id.length, new float[0], 0);
      }
      shards.forEach((shard, part) -> receiver.output(KV.of(shard, part.build())));
    }
  }

  private static final class CompareIdsFn
      extends DoFn<KV<Integer, Iterable<EmbeddingBlock>>, RepeatedIds> {
    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<EmbeddingBlock>> shard, OutputReceiver<RepeatedIds> out) {
      EmbeddingMatrix all = new EmbeddingMatrix(0, 1024);
      shard.getValue().forEach(all::append);
      RepeatedIds repeated = DuplicateIds.repeated(all.ids());
      if (!repeated.isEmpty()) {
        out.output(repeated);
      }
    }
  }
}
