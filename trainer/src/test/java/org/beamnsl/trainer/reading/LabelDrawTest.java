package org.beamnsl.trainer.reading;

import static com.google.common.truth.Truth.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.beamnsl.trainer.testing.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

class LabelDrawTest {
  @TempDir Path folder;

  /** 30 examples of class 0, 10 of class 1, 5 without label. */
  private static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      examples.add(Examples.of("e" + i).ints("label", i < 30 ? 0 : i < 40 ? 1 : -1).build());
    }
    return examples;
  }

  private Set<String> draw(List<Example> examples, double share, long seed) {
    Path file = folder.resolve("examples.gz");
    Examples.write(file, examples);
    return LabelDraw.of(
            ExampleFiles.resolve("train", file.toString(), "train"),
            "id",
            "label",
            Optional.empty())
        .ids(share, seed);
  }

  @Test
  void classesKeepTheirShares() {
    Set<String> drawn = draw(examples(), 0.2, 1);
    assertThat(drawn).hasSize(8);
    assertThat(drawn.stream().filter(id -> Integer.parseInt(id.substring(1)) >= 30).count())
        .isEqualTo(2);
  }

  @Test
  void theOrderOfTheExamplesDoesNotMatterButTheSeedDoes() {
    List<Example> reversed = examples();
    Collections.reverse(reversed);
    assertThat(draw(reversed, 0.2, 1)).isEqualTo(draw(examples(), 0.2, 1));
    assertThat(draw(examples(), 0.2, 2)).isNotEqualTo(draw(examples(), 0.2, 1));
  }

  @Test
  void aLargerShareHoldsASmallerOne() {
    assertThat(draw(examples(), 0.5, 3)).containsAtLeastElementsIn(draw(examples(), 0.1, 3));
  }
}
