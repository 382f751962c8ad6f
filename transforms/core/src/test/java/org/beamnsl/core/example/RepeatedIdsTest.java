package org.beamnsl.core.example;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RepeatedIdsTest {
  private static final String FIRST_TEN = "n10, n11, n12, n13, n14, n15, n16, n17, n18, n19, …";

  @Test
  void theFirstTenAreNamedHoweverTheyWereFound() {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 10; i < 60; i++) {
      numbers.add(i);
      numbers.add(i);
    }
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(numbers, new Random(seed));
      List<RepeatedIds> workers = List.of(new RepeatedIds(), new RepeatedIds(), new RepeatedIds());
      for (int i = 0; i < numbers.size(); i++) {
        workers.get(i % workers.size()).add("n" + numbers.get(i));
      }
      RepeatedIds all = new RepeatedIds();
      workers.forEach(worker -> all.add(new RepeatedIds(worker.count(), worker.first())));

      assertThat(all.toString()).isEqualTo(FIRST_TEN);
      assertThat(all.count()).isEqualTo(100);
    }
  }

  @Test
  void anEllipsisTellsThatThereAreMoreIdsAndNotThatOneCameOften() {
    RepeatedIds ids = new RepeatedIds();
    assertThat(ids.isEmpty()).isTrue();
    ids.add("b");
    ids.add("a");
    ids.add("b");

    assertThat(ids.toString()).isEqualTo("a, b");
    assertThat(ids.count()).isEqualTo(3);
  }
}
