package org.beamnsl.core.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of the text of an input flag, which is {@code a,b} or {@code name=a,b;other=c}.
 *
 * @param name what stands before the equals sign; empty for none
 * @param path a path or pattern
 */
public record NamedPath(String name, String path) {
  private static final Pattern NAMED = Pattern.compile("([A-Za-z][A-Za-z0-9_.-]*)=(.*)");

  /** The parts of {@code text} that name something, in order. */
  public static List<NamedPath> in(String text) {
    List<NamedPath> parts = new ArrayList<>();
    for (String group : text.split(";")) {
      for (String part : group.split(",")) {
        Matcher named = NAMED.matcher(part.strip());
        NamedPath found =
            named.matches()
                ? new NamedPath(named.group(1), named.group(2))
                : new NamedPath("", part.strip());
        if (!found.path().isEmpty()) {
          parts.add(found);
        }
      }
    }
    return parts;
  }
}
