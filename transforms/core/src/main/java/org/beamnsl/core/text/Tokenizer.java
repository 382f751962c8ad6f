package org.beamnsl.core.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Splits texts into tokens as the TFX pipeline for IMDB reviews of neural_structured_learning does:
 * lower case; an apostrophe after a space or at either end of the text, and every character outside
 * {@code a-z}, apostrophe and space become spaces; split at white space; {@code <START>} first,
 * {@code <END>} last, cut and padded to a fixed length.
 *
 * @param length number of tokens of every text, at least 1
 */
public record Tokenizer(int length) {
  /** Stands before the first word. */
  public static final String START = "<START>";

  /** Stands after the last word, unless the text was cut. */
  public static final String END = "<END>";

  /** Fills texts that are shorter than the length. */
  public static final String PAD = "<PAD>";

  /** The tokens that are no words. */
  public static final Set<String> MARKERS = Set.of(START, END, PAD);

  private static final Pattern QUOTE = Pattern.compile(" '|^'|'$");
  private static final Pattern OTHER = Pattern.compile("[^a-z' ]");
  private static final Pattern SPACES = Pattern.compile(" +");

  /** Checks the length. */
  public Tokenizer {
    if (length < 1) {
      throw new IllegalArgumentException("length must be at least 1, not " + length);
    }
  }

  /** The words of a text, without markers and of any number. */
  public static List<String> words(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String clean = OTHER.matcher(QUOTE.matcher(lower).replaceAll(" ")).replaceAll(" ");
    List<String> words = new ArrayList<>();
    for (String word : SPACES.split(clean)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /** Exactly {@link #length} tokens of a text. */
  public List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>(length);
    tokens.add(START);
    List<String> words = words(text);
    tokens.addAll(words.subList(0, Math.min(length, words.size())));
    tokens.add(END);
    if (tokens.size() > length) {
      return List.copyOf(tokens.subList(0, length));
    }
    while (tokens.size() < length) {
      tokens.add(PAD);
    }
    return tokens;
  }
}
