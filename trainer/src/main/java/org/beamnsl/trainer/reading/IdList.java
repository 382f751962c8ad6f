package org.beamnsl.trainer.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.storage.Storages;

/** A text file with one example id per line; empty lines do not count. */
public final class IdList {
  private IdList() {}

  /**
   * Reads the ids.
   *
   * @throws NslException (66) when there is no such file, (65) when it holds no id
   */
  public static Set<String> read(String flag, String spec) {
    Set<String> ids = new LinkedHashSet<>();
    for (InputFile file : Inputs.files(flag, spec)) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  Storages.of(file.path()).open(file.path()), StandardCharsets.UTF_8))) {
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(ids::add);
      } catch (IOException e) {
        throw new NslException(ExitCode.NO_INPUT, file.path() + ": cannot read: " + e, e);
      }
    }
    if (ids.isEmpty()) {
      throw NslException.badData("--" + flag + "=" + spec + ": holds no id");
    }
    return ids;
  }
}
