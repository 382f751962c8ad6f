package org.beamnsl.core.manifest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/**
 * Paths of data that arrives in numbered spans, such as days: {@code {SPAN}} stands for the newest
 * span, {@code {SPAN:7}} for the newest seven, {@code {VERSION}} for the newest version of each.
 * Numbers are compared as numbers, so leading zeros do not matter.
 */
final class Spans {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{(SPAN|VERSION)(?::([0-9]{1,6}))?}");

  private final String flag;
  private final String typed;
  private final OptionalLong last;

  private Spans(String flag, String typed, OptionalLong last) {
    this.flag = flag;
    this.typed = typed;
    this.last = last;
  }

  /**
   * The paths that stand for {@code path}, oldest span first; the path itself without placeholders.
   *
   * @param flag the flag's name, for messages
   * @param last the span that counts as the newest, which must be there; by default the newest
   * @throws NslException (66) when there is no such span, (64) for a window of no spans
   */
  static List<String> expand(String flag, String path, OptionalLong last) throws IOException {
    return new Spans(flag, path, last).expand(path);
  }

  static boolean mentionedIn(String text) {
    return PLACEHOLDER.matcher(text).find();
  }

  private List<String> expand(String path) throws IOException {
    Matcher first = PLACEHOLDER.matcher(path);
    if (!first.find()) {
      return List.of(path);
    }
    int begin = path.lastIndexOf('/', first.start()) + 1;
    int slash = path.indexOf('/', first.end());
    String name = path.substring(begin, slash < 0 ? path.length() : slash);
    String rest = slash < 0 ? "" : path.substring(slash);
    String folder = begin == 0 ? "." : begin == 1 ? "/" : path.substring(0, begin - 1);
    List<String> paths = new ArrayList<>();
    boolean span = first.group(1).equals("SPAN");
    for (String number : newest(folder, name, window(first), span)) {
      String chosen = path.substring(begin, first.start()) + number;
      String after = name.substring(first.end() - begin);
      paths.addAll(expand(path.substring(0, begin) + chosen + after + rest));
    }
    return paths;
  }

  private int window(Matcher placeholder) {
    @Nullable String count = placeholder.group(2);
    int window = count == null ? 1 : Integer.parseInt(count);
    if (window < 1 || (count != null && placeholder.group(1).equals("VERSION"))) {
      throw NslException.usage(
          "--" + flag + "=" + typed + ": expected {SPAN}, {SPAN:n} with n of 1 or more, {VERSION}");
    }
    return window;
  }

  /** The texts of the highest numbers at the first placeholder of {@code name}, lowest first. */
  private List<String> newest(String folder, String name, int count, boolean span)
      throws IOException {
    Pattern pattern = pattern(name);
    TreeMap<Long, String> numbers = new TreeMap<>();
    for (FileInfo entry : Storages.of(folder).list(folder)) {
      Matcher matcher = pattern.matcher(Storages.baseName(entry.path()));
      if (matcher.matches()) {
        numbers.put(Long.parseLong(matcher.group(1)), matcher.group(1));
      }
    }
    if (numbers.isEmpty()) {
      throw NslException.noInput(
          "--" + flag + "=" + typed + ": nothing like " + name + " in " + folder);
    }
    if (span && last.isPresent()) {
      numbers.tailMap(last.getAsLong(), false).clear();
      if (!numbers.containsKey(last.getAsLong())) {
        throw NslException.noInput(
            "--" + flag + "=" + typed + ": no span " + last.getAsLong() + " in " + folder);
      }
    }
    while (numbers.size() > count) {
      numbers.pollFirstEntry();
    }
    return List.copyOf(numbers.values());
  }

  /** The first placeholder becomes a group, further ones any number, an asterisk anything. */
  private static Pattern pattern(String name) {
    StringBuilder regex = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(name);
    int end = 0;
    while (matcher.find()) {
      regex.append(literal(name.substring(end, matcher.start())));
      regex.append(end == 0 ? "([0-9]{1,18})" : "[0-9]{1,18}");
      end = matcher.end();
    }
    return Pattern.compile(regex + literal(name.substring(end)));
  }

  private static String literal(String text) {
    return Pattern.quote(text).replace("*", "\\E.*\\Q");
  }
}
