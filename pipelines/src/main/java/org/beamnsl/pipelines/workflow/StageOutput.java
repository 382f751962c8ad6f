package org.beamnsl.pipelines.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.beamnsl.core.command.Secrets;

/**
 * Listens to a stage: everything goes to its log, progress (lines of JSON) to the display, and the
 * last lines are kept for the case that it fails.
 */
final class StageOutput implements AutoCloseable {
  private static final int KEPT_LINES = 12;
  private static final String COMPLAINT = "nsl ";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream log;
  private final RunDisplay display;
  private final Secrets secrets;
  private final List<String> complaints = new ArrayList<>();
  private final Deque<String> lastErrors = new ArrayDeque<>();
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final PrintStream out = lines(this::result);
  private final PrintStream err = lines(this::message);

  StageOutput(OutputStream logFile, RunDisplay display, Secrets secrets) {
    this.secrets = secrets;
    this.log = new PrintStream(logFile, true, StandardCharsets.UTF_8);
    this.display = display;
  }

  /** Takes the stage's standard output. */
  PrintStream out() {
    return out;
  }

  /** Takes the stage's standard error. */
  PrintStream err() {
    return err;
  }

  /** What it printed as its result. */
  String results() {
    return results.toString(StandardCharsets.UTF_8);
  }

  /** What it says of its failure: the line that commands end with, else its last lines. */
  synchronized List<String> complaint() {
    return complaints.isEmpty() ? List.copyOf(lastErrors) : List.copyOf(complaints);
  }

  private synchronized void result(String line) {
    log.println(line);
    results.writeBytes((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
  }

  private synchronized void message(String line) {
    if (line.startsWith("{") && line.endsWith("}")) {
      try {
        progress(JSON.readTree(line));
        return;
      } catch (JsonProcessingException e) {
        // A log line that only looks like progress.
      }
    }
    log.println(line);
    keep(line);
  }

  private void progress(JsonNode event) {
    if (event.has("note")) {
      String note = event.get("note").asText();
      log.println(note);
      if (note.toLowerCase(Locale.ROOT).startsWith("warning")) {
        display.note(note);
      } else {
        display.update(note.strip(), 0, -1, "");
      }
      return;
    }
    if (event.path("state").asText().equals("done")) {
      log.printf(
          "%s: %,d %s, %.1f s%n",
          event.path("task").asText(),
          event.path("done").asLong(),
          event.path("unit").asText(),
          event.path("seconds").asDouble());
    }
    display.update(
        event.path("task").asText(),
        event.path("done").asLong(),
        event.path("total").asLong(),
        event.path("unit").asText());
  }

  private void keep(String line) {
    if (line.startsWith(COMPLAINT)) {
      complaints.add(line);
    }
    lastErrors.add(line);
    if (lastErrors.size() > KEPT_LINES) {
      lastErrors.remove();
    }
  }

  @Override
  public void close() {
    out.close();
    err.close();
    log.close();
  }

  private interface LineSink {
    void accept(String line);
  }

  private PrintStream lines(LineSink sink) {
    OutputStream splitter =
        new OutputStream() {
          private final ByteArrayOutputStream line = new ByteArrayOutputStream();

          @Override
          public synchronized void write(int b) {
            if (b == '\n') {
              emit();
            } else if (b != '\r') {
              line.write(b);
            }
          }

          @Override
          public synchronized void close() throws IOException {
            if (line.size() > 0) {
              emit();
            }
          }

          private void emit() {
            sink.accept(secrets.mask(line.toString(StandardCharsets.UTF_8)));
            line.reset();
          }
        };
    return new PrintStream(splitter, true, StandardCharsets.UTF_8);
  }
}
