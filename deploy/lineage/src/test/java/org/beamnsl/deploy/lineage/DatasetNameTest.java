package org.beamnsl.deploy.lineage;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetNameTest {
  @ParameterizedTest
  @CsvSource({
    "/data/../runs/graph, file, /runs/graph",
    "file:///runs/graph, file, /runs/graph",
    "gs://bucket/runs/graph, gs://bucket, runs/graph",
    "s3://bucket/graph.tsv, s3://bucket, graph.tsv",
    "hdfs://namenode:8020/runs/graph, hdfs://namenode:8020, /runs/graph",
  })
  void namesFollowTheRulesOfOpenLineage(String path, String namespace, String name) {
    assertThat(DatasetName.of(path)).isEqualTo(new DatasetName(namespace, name));
  }
}
