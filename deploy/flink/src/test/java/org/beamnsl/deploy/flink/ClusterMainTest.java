package org.beamnsl.deploy.flink;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.Test;

class ClusterMainTest {
  @Test
  void aCommandThatSucceedsReturnsAndLeavesTheProcessAlone() {
    ClusterMain.main(new String[] {"version"});
  }

  @Test
  void aCommandMayBeGivenAsAFlag() {
    ClusterMain.main(new String[] {"--command=version"});
  }

  @Test
  void aCommandThatFailsThrowsWithItsStatus() {
    NslException thrown =
        assertThrows(NslException.class, () -> ClusterMain.main(new String[] {"no-such-command"}));
    assertThat(thrown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(thrown).hasMessageThat().isEqualTo("nsl no-such-command ended with status 64");
  }
}
