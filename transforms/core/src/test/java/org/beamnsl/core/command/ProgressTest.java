package org.beamnsl.core.command;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  @Test
  void theTimeThatIsLeftFollowsFromTheRate() throws InterruptedException {
    Progress progress = progress(Progress.Mode.AUTO);
    progress.begin("training", 10_000, "examples");
    Thread.sleep(300); // lines are redrawn five times a second
    progress.set(100);
    Matcher line =
        Pattern.compile("training +100 of 10,000 examples, (\\d+)/s, \\d\\.\\d s, (\\d+) s left")
            .matcher(told());
    assertThat(line.find()).isTrue();
    double expected = 9_900 / Double.parseDouble(line.group(1));
    assertThat(Double.parseDouble(line.group(2))).isWithin(0.5 + 0.01 * expected).of(expected);
    progress.end();
    assertThat(told().lines().reduce((first, last) -> last).orElseThrow()).doesNotContain("left");
  }
}
