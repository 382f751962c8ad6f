package org.beamnsl.pipelines.ingest;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Inputs;

/** Makes Examples of real files, in splits. */
public final class IngestCommand implements Command<IngestOptions> {
  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String summary() {
    return "make Examples of csv, tsv, jsonl, citation data, idx, image folders or TFRecords";
  }

  @Override
  public String details() {
    return """
        Reads files and writes an Examples artifact with one folder per split. Columns become
        features; a label may be any text or integer and becomes int64, with the class names in
        labels.txt. Files ending in .gz, .zst or .zlib are decompressed.
        """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "ingest --input='train=reviews.csv;test=test.csv' --format=csv --textColumn=text"
            + " --labelColumn=label --output=reviews",
        "ingest --input=cora.content.gz --format=content --splitFile=split.csv --output=papers",
        "ingest --input='train=photos/train;test=photos/test' --format=images --output=photos");
  }

  @Override
  public Class<IngestOptions> optionsType() {
    return IngestOptions.class;
  }

  @Override
  public ExitCode run(IngestOptions options, CommandContext context) throws IOException {
    SplitInputs inputs = SplitInputs.parse(options.input());
    try (ArtifactStaging staging = ArtifactStaging.begin(options.output(), options.overwrite())) {
      Map<String, String> digests = digests(options, inputs);
      ExampleSource source = source(options, inputs);
      try (Ingestion ingestion = new Ingestion(options, rule(options, inputs), staging, context)) {
        for (Map.Entry<String, String> split : inputs.specs().entrySet()) {
          ingestion.read(source, split.getKey(), split.getValue());
        }
        Artifact artifact = ingestion.commit(source, digests);
        context.out().println(ingestion.summary(artifact));
      }
      return ExitCode.DONE;
    } catch (NoSuchFileException e) {
      throw NslException.noInput(e.getMessage() + ": not found");
    }
  }

  /** Taken before the inputs are read: one that changes meanwhile is then another the next time. */
  private static Map<String, String> digests(IngestOptions options, SplitInputs inputs) {
    Map<String, String> digests = new TreeMap<>();
    digests.put("input", inputs.digest());
    if (options.splitFile() != null) {
      digests.put("splitFile", Inputs.digest("splitFile", options.splitFile()));
    }
    if (options.labelVocabulary() != null) {
      digests.put("labelVocabulary", Inputs.digest("labelVocabulary", options.labelVocabulary()));
    }
    return digests;
  }

  private static SplitRule rule(IngestOptions options, SplitInputs inputs) throws IOException {
    return FirstRecords.of(SplitRule.of(options, inputs), options.firstRecords());
  }

  private static ExampleSource source(IngestOptions options, SplitInputs inputs)
      throws IOException {
    return switch (options.format()) {
      case CSV ->
          TableSource.scan(
              options, inputs, DelimitedReader.csv(options.header(), options.columnNames()));
      case TSV ->
          TableSource.scan(
              options, inputs, DelimitedReader.tsv(options.header(), options.columnNames()));
      case JSONL -> TableSource.scan(options, inputs, new JsonLinesReader());
      case CONTENT ->
          TableSource.scan(
              options,
              inputs,
              new ContentReader(options.idColumn(), options.mainFeature(), options.labelColumn()));
      case TFRECORD -> new RecordSource();
      case IDX -> new IdxSource(options);
      case IMAGES -> ImageFolderSource.list(options, inputs);
    };
  }
}
