package org.beamnsl.core.text;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** The words expected here were computed with TensorFlow's string operations. */
final class TokenizerTest {
  @Test
  void wordsAreThoseOfTheOriginalPipeline() {
    assertThat(Tokenizer.words("'Tis a GOOD film -- the director's 'best' work!"))
        .containsExactly("tis", "a", "good", "film", "the", "director's", "best'", "work")
        .inOrder();
    assertThat(Tokenizer.words("'quoted'")).containsExactly("quoted");
    assertThat(Tokenizer.words("It's 10/10, dogs' life"))
        .containsExactly("it's", "dogs'", "life")
        .inOrder();
    assertThat(Tokenizer.words("")).isEmpty();
  }

  @Test
  void shortTextsArePadded() {
    assertThat(new Tokenizer(5).tokens("a b"))
        .containsExactly("<START>", "a", "b", "<END>", "<PAD>")
        .inOrder();
  }

  @Test
  void longTextsLoseTheirEnd() {
    assertThat(new Tokenizer(3).tokens("a b c d")).containsExactly("<START>", "a", "b").inOrder();
  }

  @Test
  void aLengthBelowOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Tokenizer(0));
  }
}
