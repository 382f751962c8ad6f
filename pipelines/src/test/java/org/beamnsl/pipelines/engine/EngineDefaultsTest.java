package org.beamnsl.pipelines.engine;

import static com.google.common.truth.Truth.assertThat;

import java.net.URL;
import java.util.List;
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
  void theFolderOfAResourceIsItsPath() throws Exception {
    assertThat(EngineDefaults.place(new URL("file:/home/a/classes/nsl-engine.properties")))
        .isEqualTo("/home/a/classes");
  }

  @Test
  void whatIsTypedIsKept() {
    assertThat(EngineDefaults.addTo(List.of("--runner=DirectRunner")))
        .contains("--runner=DirectRunner");
  }
}
