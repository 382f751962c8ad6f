package org.beamnsl.core.text;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class VocabularyTest {
  /** The buckets are those of TensorFlow's to_hash_bucket_fast with 100 buckets. */
  @Test
  void unknownTokensFallIntoTensorFlowsBuckets() {
    Vocabulary empty = new Vocabulary(List.of(), 100);
    assertThat(empty.id("zebra")).isEqualTo(62);
    assertThat(empty.id("quixotic")).isEqualTo(41);
    assertThat(empty.id("don't")).isEqualTo(7);
    assertThat(empty.id("a")).isEqualTo(39);
    assertThat(empty.id("supercalifragilisticexpialidocious")).isEqualTo(21);
    assertThat(empty.id("x".repeat(40))).isEqualTo(52);
    assertThat(empty.id("y".repeat(70))).isEqualTo(22);
    assertThat(empty.id("o'")).isEqualTo(32);
  }

  @Test
  void knownTokensHaveTheirRankAndOthersComeBehind() {
    Vocabulary two = new Vocabulary(List.of("the", "a"), 100);
    assertThat(two.id("a")).isEqualTo(1);
    assertThat(two.id("zebra")).isEqualTo(2 + 62);
    assertThat(two.size()).isEqualTo(102);
  }

  @Test
  void frequentTokensComeFirstAndTiesFallToTheLargerText() {
    VocabularyCounter counter = new VocabularyCounter();
    counter.add(List.of("b", "c", "a", "c"));
    counter.add(List.of("d", "c"));
    assertThat(counter.mostFrequent(3)).containsExactly("c", "d", "b").inOrder();
    assertThat(counter.distinct()).isEqualTo(4);
  }
}
