package org.beamnsl.pipelines.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.command.EngineFlags;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/** One run of the command on files that a test makes. */
record IngestRun(int status, String out, String err, Path output) {
  /** Runs {@code ingest} with an output folder of its own under {@code folder}. */
  static IngestRun of(Path folder, String... flags) throws IOException {
    return to(Files.createTempDirectory(folder, "out").resolve("artifact"), flags);
  }

  /** Runs {@code ingest} into a folder. */
  static IngestRun to(Path output, String... flags) {
    List<String> args = new ArrayList<>(List.of("ingest", "--output=" + output));
    args.addAll(List.of(flags));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        new CommandLineProgram(List.of(new IngestCommand()), EngineFlags.NONE)
            .run(args, stream(out), stream(err), Map.of());
    return new IngestRun(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), output);
  }

  private static PrintStream stream(ByteArrayOutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  static String write(Path folder, String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, List.of(lines)).toString();
  }

  List<Example> examples(String split) throws IOException {
    List<Example> examples = new ArrayList<>();
    for (InputFile file : Inputs.files("input", output + "/Split-" + split)) {
      try (TfRecordReader records = TfRecordReader.open(Path.of(file.path()))) {
        while (records.advance()) {
          examples.add(Example.parseFrom(records.record()));
        }
      }
    }
    return examples;
  }

  static Feature feature(Example example, String name) {
    return example.getFeatures().getFeatureMap().getOrDefault(name, Feature.getDefaultInstance());
  }

  static String text(Example example, String name) {
    return feature(example, name).getBytesList().getValue(0).toStringUtf8();
  }

  List<String> texts(String split, String name) throws IOException {
    return examples(split).stream().map(example -> text(example, name)).toList();
  }

  List<Long> ints(String split, String name) throws IOException {
    return examples(split).stream()
        .map(example -> feature(example, name).getInt64List().getValue(0))
        .toList();
  }
}
