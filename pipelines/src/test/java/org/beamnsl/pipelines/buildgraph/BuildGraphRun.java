package org.beamnsl.pipelines.buildgraph;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beamnsl.pipelines.Main;

/** One run of the command as a person would type it, on the direct runner. */
record BuildGraphRun(int status, String out, String err) {
  static BuildGraphRun of(Object... arguments) {
    List<String> line = new ArrayList<>(List.of("build-graph", "--runner=DirectRunner"));
    for (Object argument : arguments) {
      line.add(String.valueOf(argument));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.program()
            .run(
                line,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
    return new BuildGraphRun(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
