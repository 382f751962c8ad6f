package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.beamnsl.core.command.Progress;
import org.junit.jupiter.api.Test;

final class TrainingProgressTest {
  private static String told(long seed, List<Long> seeds) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Progress progress =
        new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), Progress.Mode.PLAIN);
    new TrainingProgress(progress, seed, seeds, 1, 1);
    progress.end();
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void oneOfSeveralSeedsSaysWhichOfHowManyItIs() {
    assertThat(told(42, List.of(7L, 42L, 9L))).startsWith("  seed 42 (2 of 3) ");
  }

  @Test
  void theOnlySeedIsNotCounted() {
    assertThat(told(42, List.of(42L))).startsWith("  seed 42  ");
  }
}
