package org.beamnsl.core.command;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Progress progress(Progress.Mode mode) {
    return new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), mode, true);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void notesWithAnyCharactersAreLinesOfJson() throws IOException {
    String note = "warning: id \"a\tb\" of C:\\data\r\nhas \u0007";
    progress(Progress.Mode.JSON).note(note);
    assertThat(new ObjectMapper().readTree(told()).get("note").asText()).isEqualTo(note);
    assertThat(told().strip().lines().count()).isEqualTo(1);
  }

  @Test
  void aLineThatIsBeingRedrawnIsTakenOffWhenACommandFails() throws InterruptedException {
    Progress progress = progress(Progress.Mode.AUTO);
    progress.begin("reading", -1, "records");
    while (!told().contains("reading")) {
      progress.advance(1);
    }
    progress.leave();
    assertThat(told()).endsWith("\r\u001b[K");
  }
}
