package org.beamnsl.trainer.data;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.Test;

class SparseColumnTest {
  private static final FloatColumn DENSE =
      FloatColumn.of(new float[] {0, 2, 0, 0, 0, 0, -1, 0, 3}, 3);

  @Test
  void keepsWhatIsNotZeroWithRowAndPlace() {
    SparseColumn sparse = SparseColumn.of(DENSE);
    assertThat(sparse.rows()).isEqualTo(3);
    assertThat(sparse.rowShape()).isEqualTo(new int[] {3});
    assertThat(sparse.indices()).isEqualTo(new long[] {0, 1, 2, 0, 2, 2});
    assertThat(sparse.values()).isEqualTo(new float[] {2, -1, 3});
  }

  @Test
  void selectsTheRowsThatADenseColumnSelects() {
    int[] rows = {2, 1, 0, 2};
    assertThat(SparseColumn.of(DENSE).select(rows)).isEqualTo(SparseColumn.of(DENSE.select(rows)));
    assertThat(SparseColumn.of(DENSE).select(new int[0]).present()).isEqualTo(0);
  }

  @Test
  void integersAreKeptLikeNumbers() {
    IntColumn ints = IntColumn.of(new int[] {0, 2, 0, 0, 0, 0, -1, 0, 3}, 3);
    assertThat(SparseColumn.of(ints)).isEqualTo(SparseColumn.of(DENSE));
  }

  @Test
  void onlyVectorsCanBeSparse() {
    var squares = FloatColumn.of(new float[8], 2, 2);
    NslException refused = assertThrows(NslException.class, () -> SparseColumn.of(squares));
    assertThat(refused).hasMessageThat().contains("only vectors can be sparse");
  }
}
