package org.beamnsl.beam.io;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.beamnsl.core.manifest.ManifestFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stage tells the command and the pages of an engine. */
class WriteStageReportTest {
  @TempDir Path folder;

  private PipelineResult write(Path path, StageReport... reports) {
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create());
    PCollection<StageReport> all =
        reports.length == 0
            ? pipeline.apply(Create.empty(new StageReportCoder()))
            : pipeline.apply(Create.of(List.of(reports)).withCoder(new StageReportCoder()));
    all.apply(WriteStageReport.of("pack-nbrs", path.toString()));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return result;
  }

  @Test
  void countsOfAllPartsAreBeamCountersUnderTheNameOfTheStage() {
    PipelineResult result =
        write(
            folder.resolve("report.json"),
            StageReport.of("records", 3),
            StageReport.of("records", 4).with("danglingEdges", 2));

    Map<String, Long> counters = new TreeMap<>();
    result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.inNamespace("nsl/pack-nbrs"))
                .build())
        .getCounters()
        .forEach(counter -> counters.put(counter.getName().getName(), counter.getAttempted()));
    assertThat(counters).containsExactly("danglingEdges", 2L, "records", 7L);
  }

  @Test
  void theReportIsTakenOnce() throws IOException {
    Path path = folder.resolve("report.json");
    ManifestFile file = new ManifestFile("data", 10, 7, "aa");
    write(path, StageReport.of(file), StageReport.of("records", 7));

    assertThat(StageReport.take(path.toString()))
        .isEqualTo(StageReport.of(file).with("records", 7));
    assertThat(StageReport.take(path.toString())).isEqualTo(StageReport.empty());
  }

  @Test
  void nothingIsWrittenWhenNobodyReports() {
    write(folder.resolve("report.json"));

    assertThat(Files.exists(folder.resolve("report.json"))).isFalse();
  }
}
