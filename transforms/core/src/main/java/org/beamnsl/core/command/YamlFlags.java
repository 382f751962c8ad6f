package org.beamnsl.core.command;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.Storages;

/** Flags from a YAML file: a flat map from flag names to scalars or lists of scalars. */
public final class YamlFlags {
  private YamlFlags() {}

  /** Reads a file of flags, as {@code --config=file.yaml} of a single command takes it. */
  public static Map<String, String> read(String path) {
    JsonNode tree;
    try (InputStream in = Storages.of(path).open(path)) {
      tree = new YAMLMapper().readTree(in);
    } catch (NoSuchFileException e) {
      throw NslException.noInput("--config=" + path + ": not found");
    } catch (JacksonException e) {
      throw NslException.config(
          path + ":" + e.getLocation().getLineNr() + ": malformed YAML: " + firstLine(e));
    } catch (IOException e) {
      throw NslException.config(path + ": " + e);
    }
    if (!tree.isObject()) {
      throw NslException.config(path + ": expected a map from flag names to values");
    }
    Map<String, String> flags = new LinkedHashMap<>();
    tree.fields()
        .forEachRemaining(
            entry -> flags.put(entry.getKey(), text(path, entry.getKey(), entry.getValue())));
    return flags;
  }

  private static String firstLine(JacksonException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("");
  }

  /**
   * A YAML value as one would type it on the command line: lists become comma-separated.
   *
   * @throws NslException (78) for anything but scalars and lists of scalars
   */
  public static String text(String file, String key, JsonNode value) {
    if (value.isValueNode() && !value.isNull()) {
      return value.asText();
    }
    if (value.isArray()) {
      List<String> parts = new ArrayList<>();
      value.forEach(element -> parts.add(text(file, key, element)));
      return String.join(",", parts);
    }
    throw NslException.config(file + ": " + key + ": expected a value or a list of values");
  }
}
