package org.beamnsl.pipelines.transform;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.beam.io.RecordScanner;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.example.IdCheck;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.text.Tokenizer;
import org.beamnsl.core.text.Vocabulary;
import org.beamnsl.core.text.VocabularyCounter;
import org.beamnsl.pipelines.splits.DigestingFile;
import org.beamnsl.pipelines.splits.SplitWriter;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Example;

/** One run of {@code transform}: counts tokens in one pass, writes ids in a second. */
final class Transformation implements AutoCloseable {
  private static final int SHOWN_BAD_RECORDS = 10;

  private final TransformOptions options;
  private final Artifact input;
  private final ArtifactStaging staging;
  private final CommandContext context;
  private final TextFeature text;
  private final IdCheck ids;
  private final Map<String, SplitWriter> writers = new TreeMap<>();
  private final List<BadRecord> firstBad = new ArrayList<>();
  private long read;
  private long bad;
  private long unknown;
  private int distinct;

  Transformation(
      TransformOptions options, Artifact input, ArtifactStaging staging, CommandContext context) {
    this.options = options;
    this.input = input;
    this.staging = staging;
    this.context = context;
    this.ids = new IdCheck(options.idFeature());
    this.text = new TextFeature(options, new Tokenizer(options.maxLength()));
  }

  /** Something done with each record of a split. */
  private interface RecordFunction {
    void take(Example record) throws IOException, TextFeature.Unusable;
  }

  Artifact run() throws IOException {
    @Nullable String given = options.vocabulary();
    Vocabulary vocabulary = given == null ? count() : GivenVocabulary.read(given, options);
    distinct = given == null ? distinct : vocabulary.tokens().size();
    List<ManifestFile> files = new ArrayList<>();
    DigestingFile badRecords = DigestingFile.create(staging, "badrecords/part-00000-of-00001.tsv");
    try (badRecords) {
      for (String split : input.splits()) {
        files.addAll(writeSplit(split, vocabulary, badRecords));
      }
    }
    options.badRecordPolicy().check(bad, read, firstBad);
    if (bad > 0) {
      files.add(badRecords.manifestFile(bad));
    } else {
      Storages.of(staging.folder()).delete(staging.path("badrecords"));
    }
    files.addAll(writeVocabulary(vocabulary));
    return staging.commit(
        Manifest.of("transform", "Examples")
            .withOptions(context.dataOptions())
            .withInputs(inputs())
            .withFiles(files)
            .withCounters(
                Map.of(
                    "records",
                    read - bad,
                    "badRecords",
                    bad,
                    "textsWithoutKnownWord",
                    unknown,
                    "distinctTokens",
                    (long) distinct))
            .withDetail("vocabulary", Map.of(options.target(), describe(vocabulary))));
  }

  private Map<String, String> inputs() {
    TreeMap<String, String> inputs = new TreeMap<>();
    inputs.put("input", input.manifest().dataDigest());
    if (options.vocabulary() != null) {
      inputs.put("vocabulary", Inputs.digest("vocabulary", options.vocabulary()));
    }
    return inputs;
  }

  private Vocabulary count() throws IOException {
    VocabularyCounter counter = new VocabularyCounter();
    context.progress().begin("counting tokens", -1, "records");
    forEach(
        options.analyze(),
        record -> counter.add(text.tokenizer().tokens(text.text(record))),
        (rejected) -> {});
    context.progress().end();
    distinct = counter.distinct();
    if (distinct == 0) {
      throw NslException.badData(
          "--input=" + options.input() + ": the split '" + options.analyze() + "' is empty");
    }
    return new Vocabulary(counter.mostFrequent(options.vocabularySize()), options.oovBuckets());
  }

  private List<ManifestFile> writeSplit(
      String split, Vocabulary vocabulary, DigestingFile badRecords) throws IOException {
    SplitWriter writer = new SplitWriter(staging, split, options.numShards());
    writers.put(split, writer);
    context.progress().begin("transforming " + split, -1, "records");
    read +=
        forEach(
            split,
            record -> {
              TextFeature.Transformed result = text.transformed(record, vocabulary);
              unknown += result.anyWordKnown() ? 0 : 1;
              writer.write(result.record());
            },
            rejected -> {
              bad++;
              if (firstBad.size() < SHOWN_BAD_RECORDS) {
                firstBad.add(rejected);
              }
              badRecords.write(rejected.toTsvLine().getBytes(StandardCharsets.UTF_8));
            });
    context.progress().end();
    return writer.finish();
  }

  /** What becomes of a record that cannot be used. */
  private interface Rejection {
    void take(BadRecord rejected) throws IOException;
  }

  private long forEach(String split, RecordFunction function, Rejection rejection)
      throws IOException {
    long records = 0;
    for (InputFile file : Inputs.files("input", Storages.join(options.input(), split))) {
      try (RecordScanner reader = RecordScanner.open(file)) {
        while (reader.advance()) {
          records++;
          context.progress().advance(1);
          try {
            function.take(TextFeature.parse(reader.record(), ids));
          } catch (TextFeature.Unusable e) {
            rejection.take(
                new BadRecord(file.path(), reader.position(), String.valueOf(e.getMessage())));
          }
        }
      }
    }
    return records;
  }

  private Map<String, Object> describe(Vocabulary vocabulary) {
    return new TreeMap<>(
        Map.of(
            "source", options.feature(),
            "tokens", vocabulary.tokens().size(),
            "oovBuckets", options.oovBuckets(),
            "size", vocabulary.size(),
            "maxLength", options.maxLength()));
  }

  private List<ManifestFile> writeVocabulary(Vocabulary vocabulary) throws IOException {
    String name = "vocabulary/" + options.target();
    return List.of(
        write(name + ".txt", String.join("\n", vocabulary.tokens()) + "\n"),
        write(
            name + ".json",
            JsonMapper.builder().build().writeValueAsString(describe(vocabulary)) + "\n"));
  }

  private ManifestFile write(String name, String content) throws IOException {
    DigestingFile file = DigestingFile.create(staging, name);
    try (file) {
      file.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return file.manifestFile(-1);
  }

  String summary(Artifact output) {
    String tokens =
        options.vocabulary() != null
            ? String.format("%,d known tokens of %s", distinct, options.vocabulary())
            : String.format(
                "%,d different tokens in %s, %,d of them known",
                distinct, options.analyze(), Math.min(distinct, options.vocabularySize()));
    return String.format(
        "%,d records; %s%s%s%nwritten to %s",
        read - bad,
        tokens,
        unknown > 0 ? String.format("; %,d texts without a known word", unknown) : "",
        bad > 0 ? String.format("; %,d bad records, listed in badrecords/", bad) : "",
        output.path());
  }

  @Override
  public void close() throws IOException {
    for (SplitWriter writer : writers.values()) {
      writer.close();
    }
  }
}
