package org.beamnsl.pipelines.splits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.RecordSources;
import org.beamnsl.beam.io.SplitPlan;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/** The record files of an input, by split, which become splits of an output. */
public final class RecordSplits {
  /** Compressed files grow about this much when they are read. */
  private static final int EXPANSION = 4;

  /** About how many bytes one worker holds in memory at a time. */
  private static final long PARTITION_BYTES = 128L << 20;

  /** What is done without an engine: as much as its workers hold at a time where it is embedded. */
  private static final long ONE_PLACE_BYTES = 4 * PARTITION_BYTES;

  /** The records that are kept in memory there; more are read a second time. */
  private static final long KEPT_BYTES = 2 * PARTITION_BYTES;

  private final List<String> splits = new ArrayList<>();
  private final RecordSources sources = new RecordSources();
  private TfRecordCompression first = TfRecordCompression.NONE;
  private long bytes;

  private RecordSplits() {}

  /** The splits of an artifact; all other files are one split, train. */
  public static RecordSplits of(String input) {
    RecordSplits inputs = new RecordSplits();
    Optional<Artifact> artifact = Inputs.artifact(input);
    if (artifact.isPresent() && !artifact.get().splits().isEmpty()) {
      for (String split : artifact.get().splits()) {
        inputs.add(split, Inputs.files("input", Storages.join(input, split)));
      }
    } else {
      inputs.add("train", Inputs.files("input", input));
    }
    return inputs;
  }

  private void add(String split, List<InputFile> files) {
    if (splits.isEmpty() && !files.isEmpty()) {
      first = TfRecordCompression.of(files.get(0).path());
    }
    sources.add(files, splits.size());
    splits.add(split);
    for (InputFile file : files) {
      boolean plain = TfRecordCompression.of(file.path()) == TfRecordCompression.NONE;
      bytes += plain ? file.bytes() : EXPANSION * file.bytes();
    }
  }

  /** How many splits there are. */
  public int count() {
    return splits.size();
  }

  /** The files, in the order of reading. */
  public List<RecordSource> sources() {
    return sources.list();
  }

  /**
   * Whether one place holds what is known of all records, and the records as well or finds them
   * again.
   */
  public boolean fitOnePlace() {
    return keptInOnePlace() || bytes <= ONE_PLACE_BYTES && sources.allowLookup();
  }

  /** Whether one place holds all records. */
  public boolean keptInOnePlace() {
    return bytes <= KEPT_BYTES;
  }

  /**
   * How they become files.
   *
   * @param output the name of the output
   * @param folder the folder in which it grows
   */
  public SplitPlan plan(String output, OutputCompression compression, String folder) {
    String name = Storages.baseName(output);
    boolean file = oneFile(output);
    int shards = file ? 1 : Math.max(1, (int) (bytes / PARTITION_BYTES));
    return new SplitPlan(
        sources.list(), splits, folder, file ? name : "", shards, compression.given(first));
  }

  /** Whether one file is written: its name has an extension, and there is one split. */
  public boolean oneFile(String output) {
    return Storages.baseName(output).lastIndexOf('.') > 0 && splits.size() == 1;
  }
}
