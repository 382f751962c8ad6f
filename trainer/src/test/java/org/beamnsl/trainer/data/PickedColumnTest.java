package org.beamnsl.trainer.data;

import static com.google.common.truth.Truth.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PickedColumnTest {
  private static final int[] ROWS = {2, 0, 2};

  private static FloatColumn floats(int rowSize) {
    float[] data = new float[3 * rowSize];
    for (int i = 0; i < data.length; i++) {
      data[i] = i;
    }
    return FloatColumn.of(data, rowSize);
  }

  @Test
  void largeRowsAreNotCopiedAndSmallOnesAre() {
    FloatColumn large = floats(300);
    assertThat(PickedColumn.of(large, ROWS)).isEqualTo(new PickedColumn(large, ROWS));
    assertThat(PickedColumn.of(floats(4), ROWS)).isEqualTo(floats(4).select(ROWS));
  }

  @Test
  void rowsAreThoseOfACopy() {
    Column picked = PickedColumn.of(floats(300), ROWS);
    assertThat(picked.rows()).isEqualTo(3);
    assertThat(picked.isFloat()).isTrue();
    assertThat(picked.decoded()).isEqualTo(floats(300).select(ROWS));
    assertThat(picked.select(new int[] {1, 2}).decoded())
        .isEqualTo(floats(300).select(new int[] {0, 2}));
  }

  @Test
  void batchesOfLargeRowsHoldThem() {
    InMemoryDataset data = InMemoryDataset.of(Map.of("x", floats(300)));
    Batch batch = data.batches(BatchOrder.sequential(2)).next();
    assertThat(batch.column("x").decoded()).isEqualTo(floats(300).select(new int[] {0, 1}));
  }
}
