package org.beamnsl.core.command;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One flag of a command as data.
 *
 * @param name its name without dashes
 * @param type {@code string}, {@code boolean}, {@code int}, {@code long}, {@code double} or {@code
 *     enum}
 * @param list whether it takes several values, separated by commas
 * @param description what it is for
 * @param defaultValue the default as one would type it, or null for none
 * @param required whether the command cannot run without it
 * @param kind what it means to the data
 * @param values the allowed values of an enum, else empty
 */
public record FlagSpec(
    String name,
    String type,
    boolean list,
    String description,
    @Nullable String defaultValue,
    boolean required,
    Flag.Kind kind,
    List<String> values) {
  /**
   * What was expected, when {@code text} cannot be a value of this flag; nothing when it can.
   * Ranges are the command's own business.
   */
  public Optional<String> complaint(String text) {
    return FlagValues.complaint(this, text);
  }
}
