package org.beamnsl.core.command;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Hides secrets in what is kept or shown: the values of environment variables that are named like
 * one, the password in a URL, and parameters of a URL that are named like one. What a command works
 * with is not changed.
 */
public final class Secrets {
  private static final String MASK = "***";
  private static final int SHORTEST = 6;
  private static final Pattern NAME =
      Pattern.compile(
          "(?:.*_)?(?:SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|APIKEY|API_KEY"
              + "|ACCESS_KEY|PRIVATE_KEY|SECRET_KEY)(?:_.*)?");
  private static final Pattern USER_INFO =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://[^/\\s:@]*):[^/\\s@]+@");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)([?&;](?:[a-z0-9_.-]*(?:token|secret|password|signature|credential|api_?key"
              + "|access_?key)|sig)=)[^&;\\s,]+");

  private final List<String> values;

  private Secrets(List<String> values) {
    this.values = values;
  }

  /** The secrets of an environment: longest first, so that no part of one is left. */
  public static Secrets of(Map<String, String> environment) {
    return new Secrets(
        environment.entrySet().stream()
            .filter(entry -> NAME.matcher(entry.getKey().toUpperCase(Locale.ROOT)).matches())
            .map(Map.Entry::getValue)
            .filter(value -> value.length() >= SHORTEST)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  /** The text with three asterisks in the place of each secret. */
  public String mask(String text) {
    String masked = text;
    for (String value : values) {
      masked = masked.replace(value, MASK);
    }
    masked = USER_INFO.matcher(masked).replaceAll("$1:" + MASK + "@");
    return PARAMETER.matcher(masked).replaceAll("$1" + MASK);
  }

  /** The map with its values masked. */
  public Map<String, String> mask(Map<String, String> texts) {
    Map<String, String> masked = new TreeMap<>();
    texts.forEach((name, text) -> masked.put(name, mask(text)));
    return masked;
  }
}
