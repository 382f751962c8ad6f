package org.beamnsl.pipelines.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beamnsl.beam.identify.IdentifyPlan;
import org.beamnsl.beam.io.RecordSources;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/** The files that are identified, by split. */
final class IdentifyInputs {
  /** Compressed files grow about this much when they are read. */
  private static final int EXPANSION = 4;

  /** About how many bytes one worker holds in memory at a time. */
  private static final long PARTITION_BYTES = 128L << 20;

  private final List<String> splits = new ArrayList<>();
  private final RecordSources sources = new RecordSources();
  private TfRecordCompression first = TfRecordCompression.NONE;
  private long bytes;

  private IdentifyInputs() {}

  /** The splits of an artifact; all other files are one split, train. */
  static IdentifyInputs of(String input) {
    IdentifyInputs inputs = new IdentifyInputs();
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

  IdentifyPlan plan(IdentifyExamplesOptions options, String folder) {
    TfRecordCompression compression =
        switch (options.compression()) {
          case AUTO -> first;
          case NONE -> TfRecordCompression.NONE;
          case GZIP -> TfRecordCompression.GZIP;
        };
    boolean file = oneFile(options.output());
    String name = Storages.baseName(options.output());
    int shards = file ? 1 : Math.max(1, (int) (bytes / PARTITION_BYTES));
    return new IdentifyPlan(sources.list(), splits, folder, file ? name : "", shards, compression);
  }

  /** Whether one file is written: its name has an extension, and there is one split. */
  boolean oneFile(String output) {
    return Storages.baseName(output).lastIndexOf('.') > 0 && splits.size() == 1;
  }
}
