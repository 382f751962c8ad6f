package org.beamnsl.core.embedding.words;

import java.util.Arrays;

/**
 * Steps through the words of a text: runs of letters and digits in lower case, apostrophes inside a
 * word left out of it; each ideograph is a word of its own. Words of one other character are
 * skipped: they say next to nothing and there are many.
 *
 * <p>Made once and reused; not for use by several threads.
 */
public final class WordScanner {
  private String text = "";
  private int next;
  private char[] word = new char[64];
  private int length;

  /** Starts at the beginning of a text. */
  public void read(String newText) {
    text = newText;
    next = 0;
    length = 0;
  }

  /** Moves to the next word; false after the last. */
  public boolean advance() {
    length = 0;
    while (next < text.length()) {
      int point = text.codePointAt(next);
      if (Character.isIdeographic(point)) {
        if (length == 0) {
          append(point);
          next += Character.charCount(point);
        } else if (length == 1) {
          length = 0;
          continue;
        }
        return true;
      }
      next += Character.charCount(point);
      if (Character.isLetterOrDigit(point)) {
        append(Character.toLowerCase(point));
      } else if (length > 0 && !apostropheInside(point)) {
        if (length > 1) {
          return true;
        }
        length = 0;
      }
    }
    return length > 1;
  }

  /** The current word. */
  public String word() {
    return new String(word, 0, length);
  }

  /** A hash of the current word: FNV-1a over its UTF-16 units, 64 bits. */
  public long hash() {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ word[i]) * 0x100000001b3L;
    }
    return hash;
  }

  private boolean apostropheInside(int point) {
    return (point == '\'' || point == '\u2019')
        && next < text.length()
        && Character.isLetter(text.codePointAt(next));
  }

  private void append(int point) {
    if (length + 2 > word.length) {
      word = Arrays.copyOf(word, 2 * word.length);
    }
    length += Character.toChars(point, word, length);
  }
}
