package org.beamnsl.core.badrecord;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SortedBadRecordsTest {
  private static final List<BadRecord> IN_ORDER = inOrder();

  private static List<BadRecord> inOrder() {
    List<BadRecord> records = new ArrayList<>();
    for (int file = 0; file < 3; file++) {
      for (int position = 0; position < 40; position++) {
        records.add(new BadRecord("Datei ä" + file, position - 1L, "no id"));
        records.add(new BadRecord("Datei ä" + file, position - 1L, "no id"));
        records.add(new BadRecord("Datei ä" + file, position - 1L, "not \ud83d\ude00"));
      }
    }
    return records;
  }

  @Test
  void moreThanMemoryMayHoldComeOutInOrderHoweverTheyCameIn() throws IOException {
    for (int inMemory : new int[] {1, 7, 90, 359, 360, 361}) {
      List<BadRecord> shuffled = new ArrayList<>(IN_ORDER);
      Collections.shuffle(shuffled, new Random(inMemory));
      List<BadRecord> visited = new ArrayList<>();
      try (SortedBadRecords records = new SortedBadRecords(inMemory)) {
        shuffled.forEach(records::add);
        assertThat(records.count()).isEqualTo(IN_ORDER.size());
        assertThat(records.first()).containsExactlyElementsIn(IN_ORDER.subList(0, 10)).inOrder();
        records.forEach(visited::add);
      }
      assertThat(visited).containsExactlyElementsIn(IN_ORDER).inOrder();
    }
  }

  @Test
  void thereMayBeNone() throws IOException {
    try (SortedBadRecords records = new SortedBadRecords()) {
      assertThat(records.count()).isEqualTo(0);
      assertThat(records.first()).isEmpty();
      records.forEach(
          record -> {
            throw new AssertionError(record);
          });
    }
  }
}
