package org.beamnsl.pipelines.engine;

import static com.google.common.truth.Truth.assertThat;

import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class EngineDefaultsTest {
  @Test
  void theJarOfAResourceIsItsPath() throws Exception {
    assertThat(
            EngineDefaults.place(
                new URL("jar:file:/opt/nsl%20bundle/nsl-flink.jar!/nsl-engine.properties")))
        .isEqualTo("/opt/nsl bundle/nsl-flink.jar");
  }

  @Test
  void aRelativeJarIsMeantFromTheWorkingFolder() throws Exception {
    assertThat(
            EngineDefaults.place(
                new URL("jar:file:usr%20lib/nsl-flink.jar!/nsl-engine.properties")))
        .isEqualTo(Path.of("usr lib/nsl-flink.jar").toAbsolutePath().toString());
  }

  @Test
  void theFolderOfAResourceIsItsPath() throws Exception {
    assertThat(EngineDefaults.place(new URL("file:/home/a/classes/nsl-engine.properties")))
        .isEqualTo("/home/a/classes");
  }

  @Test
  void whatIsTypedIsKept() {
    assertThat(EngineDefaults.addTo(List.of("--runner=DirectRunner")))
        .contains("--runner=DirectRunner");
  }

  private static List<String> flink(String... typed) {
    Properties defaults = new Properties();
    defaults.setProperty("filesToStage", "${jar}");
    defaults.setProperty("unwaited.attachedMode", "false");
    return EngineDefaults.addTo(List.of(typed), defaults, "/opt/nsl-flink.jar");
  }

  @Test
  void defaultsAreAddedAndMayNameTheJar() {
    assertThat(flink()).containsExactly("--filesToStage=/opt/nsl-flink.jar");
    assertThat(flink("--filesToStage=a.jar")).containsExactly("--filesToStage=a.jar");
  }

  @Test
  void aRunnerThatWaitsByItselfIsToldWhenNobodyWaits() {
    assertThat(flink("--wait=false"))
        .containsExactly(
            "--wait=false", "--filesToStage=/opt/nsl-flink.jar", "--attachedMode=false")
        .inOrder();
    assertThat(flink("--wait=true")).doesNotContain("--attachedMode=false");
    assertThat(flink("--wait=false", "--attachedMode=true"))
        .containsExactly(
            "--wait=false", "--attachedMode=true", "--filesToStage=/opt/nsl-flink.jar");
  }
}
