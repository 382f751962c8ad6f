package org.beamnsl.pipelines.report;

import java.util.Locale;

/** A growing piece of HTML. Everything that comes from data goes through {@link #text}. */
final class Html {
  private final StringBuilder html = new StringBuilder();

  /** Adds markup as it is; it must not hold anything from data. */
  Html raw(String markup) {
    html.append(markup);
    return this;
  }

  /** Adds text, escaped. */
  Html text(String text) {
    html.append(escape(text));
    return this;
  }

  /** Adds an element with escaped text in it. */
  Html element(String tag, String text) {
    return raw("<" + tag + ">").text(text).raw("</" + tag.split(" ", 2)[0] + ">");
  }

  /** Adds markup formatted with numbers. */
  Html format(String markup, Object... values) {
    html.append(String.format(Locale.ROOT, markup, values));
    return this;
  }

  /** Adds another piece. */
  Html add(Html other) {
    html.append(other.html);
    return this;
  }

  @Override
  public String toString() {
    return html.toString();
  }

  /** The text with all characters that mean something in HTML and its attributes replaced. */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return safe.toString();
  }

  /** A number in few digits. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size < 0.001 ? "%.2e" : size < 10 ? "%.3f" : "%.1f", value);
  }

  /** A share in per cent. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
