package org.beamnsl.pipelines.report;

import org.beamnsl.core.storage.Storages;

/**
 * An input with the name it has on the page.
 *
 * @param name from {@code name=path}, else the last part of the path
 * @param path where it lies
 */
record NamedInput(String name, String path) {
  static NamedInput of(String text) {
    int equals = text.indexOf('=');
    boolean named = equals > 0 && !text.substring(0, equals).contains("/");
    return named
        ? new NamedInput(text.substring(0, equals), text.substring(equals + 1))
        : new NamedInput(Storages.baseName(text), text);
  }
}
