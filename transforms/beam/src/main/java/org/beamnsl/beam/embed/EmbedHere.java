package org.beamnsl.beam.embed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.beam.sdk.util.SerializableUtils;
import org.beamnsl.beam.badrecords.BadRecordFile;
import org.beamnsl.beam.io.ParallelReading;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.SplitPlan;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.embedding.rows.LearningPass;
import org.beamnsl.core.embedding.rows.PageSums;
import org.beamnsl.core.embedding.rows.RowTable;
import org.beamnsl.core.page.PageSink;

/**
 * Embeds the records of files into files in this process, without an engine: what {@link
 * EmbedFiles} does, by the same classes, with all rows in memory. The same bytes are written.
 */
public final class EmbedHere {
  private final SplitPlan plan;
  private final EmbedMethod method;
  private final RowFeatures features;
  private final List<List<byte[]>> pages;

  private EmbedHere(SplitPlan plan, EmbedMethod method, RowFeatures features) {
    this.plan = plan;
    this.method = method;
    this.features = features;
    this.pages =
        IntStream.range(0, plan.shards())
            .<List<byte[]>>mapToObj(partition -> new ArrayList<>())
            .toList();
  }

  /** Embeds what the plan names and reports on it. */
  public static StageReport embed(SplitPlan plan, EmbedMethod method, RowFeatures features)
      throws IOException {
    return new EmbedHere(plan, method, features).run();
  }

  private StageReport run() throws IOException {
    try (BadRecordFile bad = BadRecordFile.in(plan.folder())) {
      StageReport read = ParallelReading.of(inputs(bad));
      StageReport written = write(learn());
      return StageReport.sum(List.of(read, written, bad.finish()));
    }
  }

  private List<Callable<StageReport>> inputs(BadRecordFile bad) {
    PageSink sink =
        (partition, page) -> {
          synchronized (pages) {
            pages.get(partition).add(page);
          }
        };
    List<Callable<StageReport>> inputs = new ArrayList<>();
    for (RecordSource source : plan.sources()) {
      // As a worker has it: what a method opens is not for several threads.
      EmbedMethod own = SerializableUtils.clone(method);
      RowReading reading = new RowReading(own, features, plan.shards());
      inputs.add(() -> reading.read(source, sink, bad::add));
    }
    return inputs;
  }

  /** What the passes over all rows leave. */
  private byte[] learn() throws IOException {
    byte[] learned = new byte[0];
    List<byte[]> all = pages.stream().flatMap(List::stream).toList();
    if (!all.isEmpty()) {
      for (LearningPass pass : method.passes()) {
        learned = pass.finish(learned, sums(pass, learned, all));
      }
    }
    return learned;
  }

  /** Adds up over the pages, on all cores; sums of parts add up exactly. */
  private static double[] sums(LearningPass pass, byte[] learned, List<byte[]> all)
      throws IOException {
    int parts = Math.min(all.size(), Runtime.getRuntime().availableProcessors());
    List<Callable<byte[]>> work = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      List<byte[]> some = all.subList(part(all, part, parts), part(all, part + 1, parts));
      work.add(
          () -> {
            PageSums sums = pass.open(learned);
            some.forEach(sums::addPage);
            return Sums.toBytes(sums.values());
          });
    }
    return Sums.ofBytes(Sums.add(ParallelReading.all(work)));
  }

  private static int part(List<byte[]> all, int part, int parts) {
    return (int) ((long) all.size() * part / parts);
  }

  private StageReport write(byte[] learned) throws IOException {
    List<Callable<StageReport>> work = new ArrayList<>();
    for (int partition = 0; partition < plan.shards(); partition++) {
      List<byte[]> some = pages.get(partition);
      List<String> names = plan.shardNames(partition);
      if (!some.isEmpty()) {
        work.add(
            () -> {
              RowTable table = new RowTable();
              some.forEach(table::addPage);
              return EmbeddedRows.write(
                  table, method.decoder(learned), features, plan.folder(), names);
            });
      }
    }
    return ParallelReading.of(work);
  }
}
