package org.beamnsl.trainer.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.beamnsl.core.command.Progress;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.beamnsl.trainer.reading.ExampleFiles;
import org.beamnsl.trainer.reading.ExampleRecord;
import org.tensorflow.proto.Example;

/**
 * Turns examples into other examples, batch by batch and in order, keeping the splits of an
 * artifact. Files that belong to no split become the split {@code train}.
 */
final class ExampleRewriter {
  private static final String PREFIX = "data_tfrecord";

  private final int batch;
  private final Progress progress;
  private long records;

  ExampleRewriter(int batch, Progress progress) {
    if (batch < 1) {
      throw NslException.usage("--batch=" + batch + ": expected at least 1");
    }
    this.batch = batch;
    this.progress = progress;
  }

  /** Makes one output example of each input example. */
  @FunctionalInterface
  interface Batches {
    List<Example> rewrite(List<ExampleRecord> records);
  }

  /** How many examples were written. */
  long records() {
    return records;
  }

  /** Rewrites everything behind a flag into {@code files}, one shard per split. */
  void rewrite(String flag, String spec, StagedFiles files, Batches batches) {
    splits(flag, spec).forEach((split, inputs) -> rewriteSplit(split, inputs, files, batches));
  }

  private static Map<String, List<InputFile>> splits(String flag, String spec) {
    Map<String, List<InputFile>> splits = new TreeMap<>();
    Optional<Artifact> artifact = Inputs.artifact(spec);
    if (artifact.isPresent() && !artifact.get().splits().isEmpty()) {
      for (String split : artifact.get().splits()) {
        splits.put(
            split, Inputs.files(flag, artifact.get().path() + "/" + Artifact.splitFolder(split)));
      }
      return splits;
    }
    String last = spec.substring(spec.lastIndexOf('/') + 1);
    String folder = Artifact.splitFolder("");
    splits.put(
        last.startsWith(folder) && last.length() > folder.length()
            ? last.substring(folder.length())
            : "train",
        Inputs.files(flag, spec));
    return splits;
  }

  private void rewriteSplit(
      String split, List<InputFile> inputs, StagedFiles files, Batches batches) {
    progress.begin("split " + split, -1, "examples");
    String name =
        Artifact.splitFolder(split)
            + "/"
            + Artifact.shardName(PREFIX, 0, 1, TfRecordCompression.GZIP.extension());
    StagedFiles.Listed listed = files.create(name);
    try (TfRecordWriter writer = TfRecordWriter.create(listed, TfRecordCompression.GZIP)) {
      List<ExampleRecord> waiting = new ArrayList<>();
      ExampleFiles.forEach(
          inputs,
          record -> {
            waiting.add(record);
            if (waiting.size() == batch) {
              write(writer, batches, waiting);
            }
            return true;
          });
      write(writer, batches, waiting);
      listed.records(writer.records());
      records += writer.records();
    } catch (IOException e) {
      throw NslException.cannotWrite(name + ": " + e, e);
    }
    progress.end();
  }

  private void write(TfRecordWriter writer, Batches batches, List<ExampleRecord> waiting) {
    if (waiting.isEmpty()) {
      return;
    }
    for (Example example : batches.rewrite(waiting)) {
      try {
        writer.write(Serialized.of(example));
      } catch (IOException e) {
        throw NslException.cannotWrite("cannot write examples: " + e, e);
      }
    }
    progress.advance(waiting.size());
    waiting.clear();
  }
}
