package org.beamnsl.core.lsh;

import static com.google.common.truth.Truth.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class KeyOrderProperties {
  @Property(tries = 100)
  void rowsComeInTheOrderOfTheirKeysAndThenOfTheirNumbers(
      @ForAll @IntRange(min = 1, max = 500) int rows,
      @ForAll @IntRange(min = 1, max = 30) int bits,
      @ForAll long seed) {
    Random random = new Random(seed);
    int rounds = 3;
    int[] keys = IntStream.range(0, rows * rounds).map(i -> random.nextInt(1 << bits)).toArray();
    KeyOrder order = new KeyOrder(rows, bits);
    for (int round : new int[] {2, 0}) {
      order.sort(keys, rounds, round);
      List<Integer> expected =
          IntStream.range(0, rows)
              .boxed()
              .sorted(Comparator.comparing((Integer row) -> keys[row * rounds + round]))
              .toList();
      assertThat(IntStream.of(order.order()).boxed().toList())
          .containsExactlyElementsIn(expected)
          .inOrder();
    }
  }

  @Property(tries = 50)
  void bucketsHoldTheRowsOfOneKey(@ForAll long seed) {
    Random random = new Random(seed);
    int[] keys = IntStream.range(0, 200).map(i -> random.nextInt(40)).toArray();
    KeyOrder order = new KeyOrder(200, 6);
    order.sort(keys, 1, 0);
    for (int from = 0; from < 200; ) {
      int to = order.bucketEnd(from);
      int key = keys[order.order()[from]];
      assertThat(IntStream.range(from, to).filter(i -> keys[order.order()[i]] != key).count())
          .isEqualTo(0);
      assertThat(to == 200 || keys[order.order()[to]] != key).isTrue();
      from = to;
    }
  }
}
