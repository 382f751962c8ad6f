package org.beamnsl.beam.augment;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.beamnsl.beam.io.RecordScanner;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.ShardWriter;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.example.IdFeature;
import org.beamnsl.core.storage.Storages;

/** Merges the runs of one shard into the shard, ordered by id. */
final class MergeRunsFn extends DoFn<KV<Integer, Iterable<String>>, StageReport> {
  /** Where runs lie, relative to the output's folder; removed before the commit. */
  static final String FOLDER = "_runs";

  private final String folder;
  private final List<String> shards;
  private final String idFeature;

  MergeRunsFn(AugmentPlan plan, String idFeature) {
    this.folder = plan.folder();
    this.shards = plan.shardNames();
    this.idFeature = idFeature;
  }

  @ProcessElement
  public void merge(@Element KV<Integer, Iterable<String>> shard, OutputReceiver<StageReport> out)
      throws IOException {
    PriorityQueue<Run> runs = new PriorityQueue<>();
    List<Run> open = new ArrayList<>();
    ShardWriter writer = ShardWriter.create(folder, shards.get(shard.getKey()));
    try (writer) {
      TreeSet<String> names = new TreeSet<>();
      shard.getValue().forEach(names::add);
      for (String name : names) {
        Run run = new Run(Storages.join(folder, name), idFeature);
        open.add(run);
        if (run.advance()) {
          runs.add(run);
        }
      }
      while (!runs.isEmpty()) {
        Run first = runs.remove();
        writer.write(first.scanner.record());
        if (first.advance()) {
          runs.add(first);
        }
      }
    } finally {
      for (Run run : open) {
        run.close();
      }
    }
    out.output(
        StageReport.of(writer.file()).with(AugmentCounters.RECORDS, writer.file().records()));
  }

  /** A run and the id of its next record. */
  private static final class Run implements Comparable<Run>, Closeable {
    private final RecordScanner scanner;
    private final IdFeature idFeature;
    private final ExampleView view = new ExampleView();
    private byte[] id = {};

    Run(String path, String idFeature) throws IOException {
      this.scanner = RecordScanner.open(new RecordSource(path, null, 0, 0, -1));
      this.idFeature = new IdFeature(idFeature);
    }

    boolean advance() throws IOException {
      if (!scanner.advance()) {
        return false;
      }
      try {
        view.read(scanner.record());
        id = idFeature.read(view);
        return true;
      } catch (BadExampleException e) {
        throw new IllegalStateException("packed records have ids", e);
      }
    }

    @Override
    public int compareTo(Run other) {
      return Arrays.compareUnsigned(id, other.id);
    }

    @Override
    public void close() throws IOException {
      scanner.close();
    }
  }
}
