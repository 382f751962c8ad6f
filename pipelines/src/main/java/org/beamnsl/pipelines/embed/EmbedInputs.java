package org.beamnsl.pipelines.embed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beamnsl.beam.embed.EmbedPlan;
import org.beamnsl.beam.io.RecordScanner;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.RecordSources;
import org.beamnsl.core.embedding.EmbeddingFn;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/** The files that are embedded, by split. */
final class EmbedInputs {
  /** Compressed files grow about this much when they are read. */
  private static final int EXPANSION = 4;

  /** About how many bytes of input one worker embeds at a time. */
  private static final long PARTITION_BYTES = 128L << 20;

  private final List<String> splits = new ArrayList<>();
  private final RecordSources sources = new RecordSources();
  private TfRecordCompression first = TfRecordCompression.NONE;
  private long bytes;

  private EmbedInputs() {}

  /** The splits of an artifact; all other files are one split, train. */
  static EmbedInputs of(String input) {
    EmbedInputs inputs = new EmbedInputs();
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

  /** The length of the first vector that a function makes of the input; 0 when it makes none. */
  int firstLength(EmbeddingFn fn) throws IOException {
    fn.open();
    try {
      for (RecordSource source : sources.list()) {
        try (RecordScanner scanner = RecordScanner.open(source)) {
          while (scanner.advance()) {
            float[] vector = fn.embed(List.of(scanner.record())).get(0).vector();
            if (vector != null) {
              return vector.length;
            }
          }
        }
      }
      return 0;
    } finally {
      fn.close();
    }
  }

  EmbedPlan plan(EmbedOptions options, String folder) {
    TfRecordCompression compression =
        switch (options.compression()) {
          case AUTO -> first;
          case NONE -> TfRecordCompression.NONE;
          case GZIP -> TfRecordCompression.GZIP;
        };
    boolean file = oneFile(options.output());
    String name = Storages.baseName(options.output());
    int shards = file ? 1 : Math.max(1, (int) (bytes / PARTITION_BYTES));
    return new EmbedPlan(sources.list(), splits, folder, file ? name : "", shards, compression);
  }

  /** Whether one file is written: its name has an extension, and there is one split. */
  boolean oneFile(String output) {
    return Storages.baseName(output).lastIndexOf('.') > 0 && splits.size() == 1;
  }
}
