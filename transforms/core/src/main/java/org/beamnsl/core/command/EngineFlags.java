package org.beamnsl.core.command;

import java.util.Set;

/**
 * The flags that belong to the data engine and not to a command.
 *
 * @param names their names; {@code --runner} is the best known
 */
public record EngineFlags(Set<String> names) {
  /** No engine. */
  public static final EngineFlags NONE = new EngineFlags(Set.of());

  /** Copies the names. */
  public EngineFlags {
    names = Set.copyOf(names);
  }
}
