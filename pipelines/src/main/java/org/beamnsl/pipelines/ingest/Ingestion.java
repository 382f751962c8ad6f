package org.beamnsl.pipelines.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.IdCheck;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.pipelines.splits.DigestingFile;
import org.beamnsl.pipelines.splits.SplitWriter;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/** One run of {@code ingest}: takes what a source reads, counts it and writes it by split. */
final class Ingestion implements ExampleSink, AutoCloseable {
  private static final int SHOWN_BAD_RECORDS = 10;

  private final IngestOptions options;
  private final SplitRule rule;
  private final ArtifactStaging staging;
  private final CommandContext context;
  private final IdCheck ids;
  private final Map<String, SplitWriter> writers = new LinkedHashMap<>();
  private final Map<String, TreeMap<Long, Long>> labelCounts = new TreeMap<>();
  private final List<BadRecord> firstBad = new ArrayList<>();
  private @Nullable DigestingFile badRecords;
  private String current = SplitInputs.DEFAULT;
  private long read;
  private long bad;
  private long leftOut;

  Ingestion(IngestOptions options, SplitRule rule, ArtifactStaging staging, CommandContext context)
      throws IOException {
    this.options = options;
    this.rule = rule;
    this.staging = staging;
    this.context = context;
    this.ids = new IdCheck(options.idFeature());
    for (String split : rule.names()) {
      writers.put(split, new SplitWriter(staging, split, options.numShards()));
    }
  }

  void read(ExampleSource source, String split, String spec) throws IOException {
    current = split;
    context.progress().begin("reading " + split, -1, "records");
    source.read(split, spec, this);
    context.progress().end();
  }

  @Override
  public void accept(String file, long position, Example example) throws IOException {
    byte[] record = example.toByteArray();
    try {
      ids.check(record);
    } catch (BadExampleException e) {
      reject(new BadRecord(file, position, e.reason()));
      return;
    }
    read++;
    context.progress().advance(1);
    Optional<String> split = rule.of(current, example);
    if (split.isEmpty()) {
      leftOut++;
      return;
    }
    @Nullable SplitWriter writer = writers.get(split.get());
    if (writer == null) {
      throw new IllegalStateException("the rule named no split '" + split.get() + "'");
    }
    writer.write(record);
    count(split.get(), example);
  }

  private void count(String split, Example example) {
    @Nullable Feature label = example.getFeatures().getFeatureMap().get(options.labelFeature());
    long value =
        label == null || label.getInt64List().getValueCount() == 0
            ? LabelVocabulary.UNLABELLED
            : label.getInt64List().getValue(0);
    labelCounts.computeIfAbsent(split, s -> new TreeMap<>()).merge(value, 1L, Long::sum);
  }

  @Override
  public void reject(BadRecord rejected) throws IOException {
    read++;
    bad++;
    if (firstBad.size() < SHOWN_BAD_RECORDS) {
      firstBad.add(rejected);
    }
    if (badRecords == null) {
      badRecords = DigestingFile.create(staging, "badrecords/part-00000-of-00001.tsv");
    }
    badRecords.write(rejected.toTsvLine().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void warn(String message) {
    context.progress().note("warning: " + message);
  }

  /**
   * Checks what was read and makes the artifact.
   *
   * @param inputDigests the digests of what was read, by role
   */
  Artifact commit(ExampleSource source, Map<String, String> inputDigests) throws IOException {
    options.badRecordPolicy().check(bad, read, firstBad);
    List<ManifestFile> files = new ArrayList<>();
    for (Map.Entry<String, SplitWriter> writer : writers.entrySet()) {
      files.addAll(writer.getValue().finish());
      if (writer.getValue().records() == 0) {
        empty(writer.getKey());
      }
    }
    if (badRecords != null) {
      badRecords.close();
      files.add(badRecords.manifestFile(bad));
    }
    if (!source.classes().isEmpty()) {
      files.add(writeClasses(source.classes()));
    }
    Map<String, Long> counters =
        Map.of("records", read - bad - leftOut, "badRecords", bad, "leftOut", leftOut);
    Manifest manifest =
        Manifest.of("ingest", "Examples")
            .withOptions(context.dataOptions())
            .withInputs(inputDigests)
            .withFiles(files)
            .withCounters(counters)
            .withDetail("labels", labelCounts)
            .withDetail("classes", source.classes().size());
    for (Map.Entry<String, Object> detail : source.details().entrySet()) {
      manifest = manifest.withDetail(detail.getKey(), detail.getValue());
    }
    return staging.commit(manifest);
  }

  private void empty(String split) {
    if (split.equals("train")) {
      throw NslException.badData("--input=" + options.input() + ": the split 'train' is empty");
    }
    warn("the split '" + split + "' is empty");
  }

  private ManifestFile writeClasses(List<String> classes) throws IOException {
    DigestingFile file = DigestingFile.create(staging, "labels.txt");
    try (file) {
      for (String name : classes) {
        file.write((name + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return file.manifestFile(-1);
  }

  /** What was written, for the terminal. */
  String summary(Artifact artifact) {
    StringBuilder text = new StringBuilder();
    writers.forEach(
        (split, writer) -> {
          long unlabelled =
              labelCounts
                  .getOrDefault(split, new TreeMap<>())
                  .getOrDefault(LabelVocabulary.UNLABELLED, 0L);
          text.append(
              String.format(
                  "%s: %,d examples, %,d of them unlabelled%n",
                  split, writer.records(), unlabelled));
        });
    if (bad > 0) {
      text.append(String.format("%,d bad records, listed in badrecords/%n", bad));
    }
    if (leftOut > 0) {
      text.append(String.format("%,d examples left out: %s%n", leftOut, whyLeftOut()));
    }
    return text + "written to " + artifact.path();
  }

  private String whyLeftOut() {
    List<String> reasons = new ArrayList<>();
    if (options.splitFile() != null) {
      reasons.add("not in --splitFile");
    }
    if (!options.firstRecords().isEmpty()) {
      reasons.add("beyond --firstRecords");
    }
    return String.join(" or ", reasons);
  }

  @Override
  public void close() throws IOException {
    for (SplitWriter writer : writers.values()) {
      writer.close();
    }
    if (badRecords != null) {
      badRecords.close();
    }
  }
}
