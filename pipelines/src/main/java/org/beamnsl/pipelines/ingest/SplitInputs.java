package org.beamnsl.pipelines.ingest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Sha256;

/**
 * An input flag that may name splits: {@code train=a.csv,b.csv;test=c.csv}. Without names
 * everything belongs to {@value #DEFAULT}.
 *
 * @param specs what {@link Inputs} understands, by split, in the order of the flag
 */
record SplitInputs(Map<String, String> specs) {
  static final String DEFAULT = "train";
  private static final String NAME = "[A-Za-z][A-Za-z0-9_-]*";

  static SplitInputs parse(String input) {
    Map<String, String> specs = new LinkedHashMap<>();
    for (String part : input.split(";")) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      boolean named = equals > 0 && part.substring(0, equals).strip().matches(NAME);
      String split = named ? part.substring(0, equals).strip() : DEFAULT;
      String spec = named ? part.substring(equals + 1).strip() : part.strip();
      if (specs.put(split, spec) != null) {
        throw NslException.usage("--input=" + input + ": the split '" + split + "' is named twice");
      }
    }
    if (specs.isEmpty()) {
      throw NslException.usage("--input names no file");
    }
    return new SplitInputs(specs);
  }

  /** The digest of all files, by split. */
  String digest() {
    Sha256 digest = new Sha256();
    specs.forEach(
        (split, spec) -> digest.update(split + '\0' + Inputs.digest("input", spec) + '\n'));
    return digest.hex();
  }

  List<String> names() {
    return List.copyOf(specs.keySet());
  }
}
