package org.beamnsl.pipelines.engine;

import static com.google.common.truth.Truth.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.beamnsl.core.command.Progress;
import org.junit.jupiter.api.Test;

final class EngineStartTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Progress progress =
      new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), Progress.Mode.PLAIN);
  private final AtomicBoolean works = new AtomicBoolean();

  @Test
  void thatTheEngineStartsIsSaidAtOnceAndThatItWorksWhenItDoes() {
    try (EngineStart start = new EngineStart(progress, works::get)) {
      start.look();
      assertThat(told()).isEqualTo("  starting the embedded engine\n");
      works.set(true);
      start.look();
      start.look();
      assertThat(told())
          .isEqualTo("  starting the embedded engine\n  working in the embedded engine\n");
    }
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
