package org.beamnsl.pipelines.inspect;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.graph.EdgeFiles;
import org.beamnsl.core.graph.EdgeInput;
import org.beamnsl.core.graph.EdgeOutput;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.RecordFiles;
import org.beamnsl.core.tfrecord.RecordInput;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/** Prints the manifest and the first records or edges of its input. */
public final class InspectCommand implements Command<InspectCommand.Options> {
  /** The options of the command. */
  public record Options(
      @Flag(
              value = "files, globs, folders or artifacts; one split as artifact/Split-train",
              required = true,
              kind = Flag.Kind.INPUT)
          String input,
      @Flag(
              value = "how many records or lines of each file are printed",
              defaultValue = "3",
              kind = Flag.Kind.VOLATILE)
          int limit) {
    /** Checks the limit. */
    public Options {
      if (limit < 0) {
        throw NslException.usage("--limit=" + limit + ": expected 0 or more");
      }
    }
  }

  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public String summary() {
    return "print what an artifact or file holds: manifest, records, edges";
  }

  @Override
  public List<String> examples() {
    return List.of("inspect --input=packed.tfrecord --limit=1", "inspect --input=runs/graph");
  }

  @Override
  public Class<Options> optionsType() {
    return Options.class;
  }

  @Override
  public ExitCode run(Options options, CommandContext context) throws IOException {
    PrintStream out = context.out();
    Optional<Artifact> artifact = Inputs.artifact(options.input());
    artifact.ifPresent(each -> describe(each, out));
    for (InputFile file : Inputs.files("input", options.input())) {
      out.println();
      out.println(RecordPrinter.printable(file.path()) + "  (" + file.bytes() + " bytes)");
      if (isRecords(file.path())) {
        printRecords(file.path(), options.limit(), out);
      } else if (EdgeFiles.packed(file.path())) {
        printEdges(file.path(), options.limit(), out);
      } else if (isText(file.path())) {
        printLines(file.path(), options.limit(), out);
      } else {
        out.println("  (by its name neither records, nor edges, nor text)");
      }
    }
    return ExitCode.DONE;
  }

  private static void describe(Artifact artifact, PrintStream out) {
    Manifest manifest = artifact.manifest();
    out.println(artifact.path());
    out.println("  type      " + manifest.type() + ", by " + manifest.command());
    out.println("  version   " + manifest.version());
    out.println("  splits    " + String.join(", ", artifact.splits()));
    manifest.options().forEach((name, value) -> out.println("  option    " + name + "=" + value));
    manifest.inputs().forEach((role, digest) -> out.println("  input     " + role + " " + digest));
    manifest.counters().forEach((name, n) -> out.println("  counter   " + name + "=" + n));
    out.println("  digest    " + manifest.dataDigest());
  }

  private static boolean isRecords(String path) {
    String name = Storages.baseName(path);
    return name.contains("tfrecord") || name.contains(".tfr");
  }

  private static boolean isText(String path) {
    return Storages.baseName(path)
        .matches(".*\\.(tsv|csv|txt|json|jsonl|cites)(-.*)?(\\.gz|\\.zst)?");
  }

  private static void printRecords(String path, int limit, PrintStream out) throws IOException {
    RecordPrinter printer = new RecordPrinter(out);
    try (RecordInput reader = RecordFiles.open(path)) {
      for (int i = 0; i < limit && reader.advance(); i++) {
        printer.print("record " + i + " at byte " + reader.position(), reader.record());
      }
    }
  }

  /** As lines, too: what convert-graph makes of them. */
  private static void printEdges(String path, int limit, PrintStream out) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    try (EdgeInput edges = EdgeFiles.open(path, "", bad -> {});
        EdgeOutput text = EdgeFiles.text(lines)) {
      for (int i = 0; i < limit && edges.advance(); i++) {
        text.write(edges);
      }
    }
    lines
        .toString(StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> out.println("  " + RecordPrinter.printable(line.replace("\t", "  "))));
  }

  private static void printLines(String path, int limit, PrintStream out) throws IOException {
    try (InputStream in = TfRecordCompression.of(path).decompress(Storages.of(path).open(path));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      for (int i = 0; i < limit && line != null; i++) {
        out.println("  " + RecordPrinter.printable(line.replace("\t", "  ")));
        line = lines.readLine();
      }
    }
  }
}
