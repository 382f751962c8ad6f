package org.beamnsl.core.similarity;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class EmbeddingMatrixTest {
  @Test
  void cosinesOfVectorsOfExtremeSizeAreThoseOfTheirDirections() {
    EmbeddingBlockBuilder block = new EmbeddingBlockBuilder(2);
    block.add("huge", 3e38f, 1.5e38f).add("tiny", 4e-40f, 2e-40f).add("unit", 0f, 1f);
    EmbeddingMatrix matrix = EmbeddingMatrix.of(block.build());
    assertThat(Cosine.of(matrix, 0, 1)).isWithin(1e-4).of(1);
    assertThat(Cosine.of(matrix, 0, 2)).isWithin(1e-6).of(1 / Math.sqrt(5));
  }

  @Test
  void aZeroVectorHasCosineZeroWithEverything() {
    EmbeddingBlockBuilder block = new EmbeddingBlockBuilder(2);
    block.add("zero", 0f, 0f).add("also zero", 0f, 0f).add("one", 1f, 0f);
    EmbeddingMatrix matrix = EmbeddingMatrix.of(block.build());
    assertThat(Cosine.of(matrix, 0, 1)).isEqualTo(0.0);
    assertThat(Cosine.of(matrix, 0, 2)).isEqualTo(0.0);
  }

  @Test
  void aMatrixGrowsBeyondTheRowsItExpected() {
    EmbeddingMatrix matrix = new EmbeddingMatrix(3, 1);
    EmbeddingBlock block = EmbeddingSamples.gaussian(50, 3, 7);
    matrix.append(block);
    matrix.append(block);
    assertThat(matrix.rows()).isEqualTo(100);
    assertThat(matrix.ids().text(99)).isEqualTo("n000049");
    assertThat(Cosine.of(matrix, 10, 60)).isWithin(1e-12).of(1);
  }

  @Test
  void valuesThatAreNotFiniteAreRefused() {
    EmbeddingBlock block = new EmbeddingBlockBuilder(1).add("a", Float.NaN).build();
    assertThrows(IllegalArgumentException.class, () -> EmbeddingMatrix.of(block));
  }

  @Test
  void otherLengthsAreRefused() {
    EmbeddingMatrix matrix = new EmbeddingMatrix(3, 1);
    EmbeddingBlock block = EmbeddingSamples.gaussian(1, 2, 7);
    assertThrows(IllegalArgumentException.class, () -> matrix.append(block));
  }
}
