package org.beamnsl.trainer.reading;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import org.beamnsl.trainer.data.BatchOrder;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private static final InMemoryDataset DATA =
      InMemoryDataset.of(Map.of("x", IntColumn.of(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})));

  @Test
  void handsOutTheSameBatches() {
    BatchOrder order = new BatchOrder(2, true, 7, 3, 1, 0);
    try (ReadAhead ahead = new ReadAhead(DATA)) {
      assertThat(ImmutableList.copyOf(ahead.batches(order)))
          .isEqualTo(ImmutableList.copyOf(DATA.batches(order)));
    }
  }

  @Test
  void anEpochThatIsLeftInTheMiddleDoesNotDisturbTheNext() {
    BatchOrder order = BatchOrder.sequential(3);
    try (ReadAhead ahead = new ReadAhead(DATA)) {
      ahead.batches(order).next();
      assertThat(ImmutableList.copyOf(ahead.batches(order)))
          .isEqualTo(ImmutableList.copyOf(DATA.batches(order)));
    }
  }
}
