package org.beamnsl.core.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words that are laid out in lines.
 *
 * @param head what the first line begins with
 * @param indent how many spaces the other lines begin with
 * @param words separated by spaces
 */
record Paragraph(String head, int indent, String words) {
  /** A row of a table: an indent, a name, at least two spaces, and what is said of it. */
  private static final Pattern ROW = Pattern.compile("( +\\S+ {2,})(\\S.*)");

  /**
   * The paragraphs of a text, whose line breaks need not stay: an empty line ends one, and each row
   * of a table is one.
   */
  static List<Paragraph> of(String text) {
    List<Paragraph> paragraphs = new ArrayList<>();
    boolean open = false;
    for (String line : text.strip().split("\n")) {
      Matcher row = ROW.matcher(line);
      if (open && last(paragraphs).goesOnWith(line)) {
        Paragraph last = paragraphs.remove(paragraphs.size() - 1);
        paragraphs.add(
            new Paragraph(last.head(), last.indent(), last.words() + " " + line.strip()));
      } else if (row.matches()) {
        paragraphs.add(new Paragraph(row.group(1), row.group(1).length(), row.group(2)));
      } else {
        paragraphs.add(new Paragraph("", 0, line.strip()));
      }
      open = !line.isBlank();
    }
    return paragraphs;
  }

  /** Whether a line begins where the others do: what is said of a row is far to the right. */
  private boolean goesOnWith(String line) {
    return !line.isBlank()
        && line.startsWith(" ".repeat(indent))
        && (indent > 0 || !line.startsWith(" "));
  }

  private static Paragraph last(List<Paragraph> paragraphs) {
    return paragraphs.get(paragraphs.size() - 1);
  }

  /** Lines of at most this width, each with its line feed; a longer word has a line of its own. */
  String lines(int width) {
    return lines(width, "");
  }

  /**
   * Lines of at most this width.
   *
   * @param more what every line but the last ends with
   */
  String lines(int width, String more) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(head);
    boolean empty = true;
    for (String word : words.split(" ")) {
      int needed = line.length() + (empty ? 0 : 1) + word.length() + more.length();
      if (!empty && needed > width) {
        text.append(line).append(more).append('\n');
        line = new StringBuilder(" ".repeat(indent));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    return text.append(line).append('\n').toString();
  }
}
