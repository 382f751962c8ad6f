package org.beamnsl.pipelines.convert;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.graph.EdgeFiles;
import org.beamnsl.core.graph.EdgeInput;
import org.beamnsl.core.graph.EdgeOutput;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.DigestingTap;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/** Writes the edges of a graph as text or packed, one after the other, nothing kept in memory. */
public final class ConvertGraphCommand implements Command<ConvertGraphCommand.Options> {
  private static final Pattern TEXT = Pattern.compile(".*\\.tsv(\\.[a-z]+)?");

  /** The options of the command. */
  public record Options(
      @Flag(
              value = "the graph: files, globs, folders or artifacts, .edges or text",
              required = true,
              kind = Flag.Kind.INPUT)
          String input,
      @Flag(
              value = "the file to write: .tsv, or .edges for packed edges; perhaps with .gz",
              required = true,
              kind = Flag.Kind.OUTPUT)
          String output,
      @Flag("what lines of text to skip start with, such as #; none when left out")
          @Nullable String graphComments,
      @Flag(
              value = "whether an output that exists is replaced",
              defaultValue = "false",
              kind = Flag.Kind.VOLATILE)
          boolean overwrite) {
    /** Checks the output's extension. */
    public Options {
      String name = Storages.baseName(output).toLowerCase(Locale.ROOT);
      if (!EdgeFiles.packed(name) && !TEXT.matcher(name).matches()) {
        throw NslException.usage(
            "--output=" + output + ": expected a name that ends in .edges, .tsv or these with .gz");
      }
    }
  }

  @Override
  public String name() {
    return "convert-graph";
  }

  @Override
  public String summary() {
    return "convert a graph between text and packed edges";
  }

  @Override
  public String details() {
    return """
        Packed edges (.edges) take less than half of the bytes of text and have checksums; every command
        that reads a graph reads both. All files of the input become one, in their order. Nothing is lost:
        order, repeated edges, types and all digits of the weights stay. A line that is no edge stops it.
        """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "convert-graph --input=graph.tsv --output=graph.edges",
        "convert-graph --input=graph.edges --output=graph.tsv.gz");
  }

  @Override
  public Class<Options> optionsType() {
    return Options.class;
  }

  @Override
  public ExitCode run(Options options, CommandContext context) throws IOException {
    List<InputFile> files = Inputs.files("input", options.input());
    String name = Storages.baseName(options.output());
    try (ArtifactStaging staging =
        ArtifactStaging.begin(options.output(), options.overwrite(), true)) {
      context.progress().begin("converting", -1, "edges");
      DigestingTap tap = new DigestingTap();
      long edges;
      try (EdgeOutput out = EdgeFiles.create(staging.path(name), tap::on)) {
        for (InputFile file : files) {
          copy(file.path(), options, context, out);
        }
        out.finish();
        edges = out.edges();
      }
      context.progress().end();
      ManifestFile written = tap.manifestFile(name, edges);
      staging.commitFile(
          name,
          Manifest.of(name(), "SynthesizedGraphPath")
              .withOptions(context.dataOptions())
              .withInputs(Map.of("input", Inputs.digest("input", options.input())))
              .withFiles(List.of(written))
              .withCounters(Map.of("edges", edges)));
      long before = files.stream().mapToLong(InputFile::bytes).sum();
      context
          .out()
          .printf(
              Locale.ROOT,
              "%s: %,d edges, %,d bytes (from %,d)%n",
              options.output(),
              edges,
              written.bytes(),
              before);
    }
    return ExitCode.DONE;
  }

  private static void copy(String path, Options options, CommandContext context, EdgeOutput out)
      throws IOException {
    String comment = options.graphComments() == null ? "" : options.graphComments();
    try (EdgeInput in = EdgeFiles.open(path, comment, ConvertGraphCommand::refuse)) {
      while (in.advance()) {
        out.write(in);
        if ((out.edges() & 0xffff) == 0) {
          context.progress().set(out.edges());
        }
      }
    }
  }

  private static void refuse(BadRecord bad) {
    throw NslException.badData(bad.toString());
  }
}
