package org.beamnsl.deploy.flink;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the jar for clusters holds, and what it must leave to the cluster. */
class ClusterJarIT {
  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(Path.of("target", "bundle", "nsl-flink.jar").toFile());
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void theClusterBringsFlinkItsLoggingAndItsKryo() {
    assertThat(namesStartingWith("org/apache/flink/")).isEmpty();
    assertThat(namesStartingWith("org/slf4j/")).isEmpty();
    assertThat(namesStartingWith("com/esotericsoftware/")).isEmpty();
  }

  @Test
  void noNativeTensorFlowIsInIt() {
    assertThat(
            jar.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.contains("tensorflow") || name.contains("bytedeco"))
                .filter(name -> name.matches(".*\\.(so|so\\.[0-9]+|dylib|dll|jnilib)"))
                .toList())
        .isEmpty();
  }

  @Test
  void servicesOfAllJarsAreMerged() throws IOException {
    assertThat(lines("META-INF/services/org.apache.beam.sdk.runners.PipelineRunnerRegistrar"))
        .contains("org.apache.beam.runners.flink.FlinkRunnerRegistrar$Runner");
    assertThat(lines("META-INF/services/org.apache.beam.sdk.io.FileSystemRegistrar"))
        .containsAtLeast(
            "org.apache.beam.sdk.io.LocalFileSystemRegistrar",
            "org.apache.beam.sdk.extensions.gcp.storage.GcsFileSystemRegistrar");
    assertThat(lines("META-INF/services/org.beamnsl.core.storage.Storage"))
        .contains("org.beamnsl.beam.storage.BeamStorage");
  }

  @Test
  void itStartsAndKnowsItsVersion() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS))
        .isEqualTo("org.beamnsl.deploy.flink.ClusterMain");
    assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).isNotEmpty();
    assertThat(manifest.getValue(Attributes.Name.MULTI_RELEASE)).isEqualTo("true");
  }

  @Test
  void aLostTaskManagerIsSurvivedByDefault() throws IOException {
    Properties defaults = new Properties();
    try (InputStream in = jar.getInputStream(jar.getEntry("nsl-engine.properties"))) {
      defaults.load(in);
    }
    assertThat(defaults).containsEntry("numberOfExecutionRetries", "3");
    assertThat(defaults).containsEntry("filesToStage", "${jar}");
  }

  private static List<String> namesStartingWith(String prefix) {
    return jar.stream().map(ZipEntry::getName).filter(name -> name.startsWith(prefix)).toList();
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), UTF_8).lines().map(String::strip).toList();
    }
  }
}
