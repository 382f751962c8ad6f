package org.beamnsl.core.similarity;

import static com.google.common.truth.Truth.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class IdTableProperties {
  @Property(tries = 200)
  void idsAreSortedByTheirBytes(
      @ForAll @Size(max = 60) List<@StringLength(max = 20) String> suffixes,
      @ForAll @StringLength(max = 12) String prefix) {
    List<String> ids = suffixes.stream().map(suffix -> prefix + suffix).toList();
    List<String> expected = new ArrayList<>(ids);
    expected.sort(
        (a, b) ->
            Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    IdTable table = table(ids);
    assertThat(Arrays.stream(table.sorted()).mapToObj(table::text).toList())
        .containsExactlyElementsIn(reencoded(expected))
        .inOrder();
  }

  @Test
  void idsThatShareLongPrefixesAreSortedToo() {
    List<String> ids = new ArrayList<>();
    for (int i = 999; i >= 0; i--) {
      ids.add("a-very-long-prefix-" + i % 7 + "/shared/by/many/" + i);
    }
    IdTable table = table(ids);
    List<String> sorted = Arrays.stream(table.sorted()).mapToObj(table::text).toList();
    assertThat(sorted).isInOrder();
    assertThat(sorted).containsExactlyElementsIn(ids);
  }

  @Test
  void hashesDependOnTheIdAlone() {
    IdTable one = table(List.of("x", "node", "y"));
    IdTable other = table(List.of("node"));
    assertThat(one.hash(1)).isEqualTo(other.hash(0));
    assertThat(one.hash(0)).isNotEqualTo(one.hash(2));
  }

  /** Lone surrogates have no UTF-8 form: compare what the table can hold. */
  private static List<String> reencoded(List<String> ids) {
    return ids.stream()
        .map(id -> new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .toList();
  }

  private static IdTable table(List<String> ids) {
    EmbeddingBlockBuilder block = new EmbeddingBlockBuilder(1);
    ids.forEach(id -> block.add(id, 1f));
    return block.build().ids();
  }
}
