package org.beamnsl.core.embedding.words;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WordScannerTest {
  private static List<String> words(String text) {
    WordScanner scanner = new WordScanner();
    scanner.read(text);
    List<String> words = new ArrayList<>();
    while (scanner.advance()) {
      words.add(scanner.word());
    }
    return words;
  }

  @Test
  void wordsAreLettersAndDigitsInLowerCase() {
    assertThat(words("The 39 Steps, (1935): GREAT!"))
        .containsExactly("the", "39", "steps", "1935", "great")
        .inOrder();
  }

  @Test
  void singleCharactersAreSkippedAndApostrophesJoin() {
    assertThat(words("a I don't 'quote' x")).containsExactly("dont", "quote").inOrder();
  }

  @Test
  void ideographsAreWordsOfTheirOwn() {
    assertThat(words("ab好看x很 好")).containsExactly("ab", "好", "看", "很", "好").inOrder();
  }

  @Test
  void lettersOfAnyScriptCount() {
    assertThat(words("Žluťoučký кінь")).containsExactly("žluťoučký", "кінь").inOrder();
  }
}
