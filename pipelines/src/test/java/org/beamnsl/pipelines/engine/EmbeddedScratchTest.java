package org.beamnsl.pipelines.engine;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.junit.jupiter.api.Test;

final class EmbeddedScratchTest {
  @Test
  void theMostBytesOnDiskAreRememberedAndNothingIsLeft() throws IOException {
    Path folder;
    try (EmbeddedScratch scratch = EmbeddedScratch.begin()) {
      folder = Path.of(scratch.configuration());
      // Read as Flink reads it, to which quotes would be part of the path.
      Configuration read = GlobalConfiguration.loadConfiguration(folder.toString());
      String files = read.get(CoreOptions.TMP_DIRS);
      // A process that was stopped for an hour goes on when it is continued.
      assertThat(read.get(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT)).isGreaterThan(3_600_000L);
      Path spilled = Files.createDirectories(Path.of(files, "flink-io-1")).resolve("run");
      Files.write(spilled, new byte[5000]);
      scratch.look();
      Files.delete(spilled);
      scratch.look();
      assertThat(scratch.mostBytes()).isEqualTo(5000);
    }
    assertThat(Files.exists(folder)).isFalse();
  }

  @Test
  void aTypeThatOnlyKryoKnowsIsRefused() {
    GenericTypeInfo<Thread> generic = new GenericTypeInfo<>(Thread.class);
    assertThat(generic.createSerializer(new ExecutionConfig())).isNotNull();
    try (EmbeddedScratch scratch = EmbeddedScratch.begin()) {
      ExecutionConfig config = new ExecutionConfig();
      config.configure(
          GlobalConfiguration.loadConfiguration(scratch.configuration()),
          getClass().getClassLoader());
      assertThrows(UnsupportedOperationException.class, () -> generic.createSerializer(config));
    }
  }

  @Test
  void onlyFlinkInThisProcessWithoutItsOwnConfigurationIsWatched() {
    List<String> here = List.of("--runner=FlinkRunner", "--parallelism=2");
    assertThat(EmbeddedScratch.wanted(here, Map.of())).isTrue();
    assertThat(EmbeddedScratch.wanted(here, Map.of("FLINK_CONF_DIR", "/etc/flink"))).isFalse();
    assertThat(EmbeddedScratch.wanted(List.of("--runner=DirectRunner"), Map.of())).isFalse();
    assertThat(
            EmbeddedScratch.wanted(
                List.of("--runner=FlinkRunner", "--flinkMaster=cluster:8081"), Map.of()))
        .isFalse();
    assertThat(
            EmbeddedScratch.wanted(
                List.of("--runner=FlinkRunner", "--flinkConfDir=/etc/flink"), Map.of()))
        .isFalse();
  }

  @Test
  void onlyABundleThatNamesThisProcessMayDoWithoutItsEngine() {
    // Without a word about the master, a program that Flink started would mean Flink's cluster.
    assertThat(EmbeddedScratch.always(List.of("--runner=FlinkRunner"), Map.of())).isFalse();
    List<String> here = List.of("--runner=FlinkRunner", "--flinkMaster=[local]");
    assertThat(EmbeddedScratch.always(here, Map.of())).isTrue();
    assertThat(EmbeddedScratch.always(here, Map.of("FLINK_CONF_DIR", "/etc/flink"))).isFalse();
  }
}
