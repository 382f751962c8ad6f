package org.beamnsl.core.lineage;

import java.util.Map;

/** Makes sinks; found by the service loader. */
public interface LineageProvider {
  /**
   * Opens the way to {@code target}.
   *
   * @param target a file, or an address with a scheme
   * @param environment where keys and further names come from
   * @throws org.beamnsl.core.failure.NslException (64) for a target that it cannot send to
   */
  LineageSink open(String target, Map<String, String> environment);
}
