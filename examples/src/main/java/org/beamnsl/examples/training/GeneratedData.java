package org.beamnsl.examples.training;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.PackedNames;

/** Small data with the shapes of the real ones, so that the programs run without a download. */
public final class GeneratedData {

  private static final int SIDE = 28;
  private static final int WORDS = 1433;
  private static final int TOPICS = 7;

  private GeneratedData() {}

  /** Images of 28 × 28 in [0, 1]: ten patterns of bars, shifted and under noise. */
  public static InMemoryDataset digits(int examples, long seed) {
    Random random = new Random(seed);
    float[] pixels = new float[examples * SIDE * SIDE];
    int[] labels = new int[examples];
    for (int i = 0; i < examples; i++) {
      labels[i] = random.nextInt(10);
      int shift = random.nextInt(3);
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
          boolean bar = (row + shift) / 4 == labels[i] % 7 || (column + shift) / 4 == labels[i] / 2;
          pixels[(i * SIDE + row) * SIDE + column] =
              0.4f * random.nextFloat() + (bar ? 0.6f * random.nextFloat() : 0);
        }
      }
    }
    return InMemoryDataset.of(
        Map.of("feature", FloatColumn.of(pixels, SIDE, SIDE), "label", IntColumn.of(labels)));
  }

  /**
   * Bags of words of seven topics, each paper beside one that it cites, mostly of its own topic.
   */
  public static InMemoryDataset papers(int examples, long seed) {
    Random random = new Random(seed);
    int[] labels = new int[examples];
    int[] cited = new int[examples];
    for (int i = 0; i < examples; i++) {
      labels[i] = random.nextInt(TOPICS);
      cited[i] = random.nextInt(5) == 0 ? random.nextInt(TOPICS) : labels[i];
    }
    float[] weights = new float[examples];
    java.util.Arrays.fill(weights, 1f);
    Map<String, Column> columns = new HashMap<>();
    columns.put("words", words(labels, random));
    columns.put("label", IntColumn.of(labels));
    columns.put("NL_nbr_0_words", words(cited, random));
    columns.put("NL_nbr_0_weight", FloatColumn.of(weights, 1));
    return InMemoryDataset.ofPacked(columns, PackedNames.standard(1));
  }

  private static IntColumn words(int[] topics, Random random) {
    int[] words = new int[topics.length * WORDS];
    for (int i = 0; i < topics.length; i++) {
      for (int n = 0; n < 18; n++) {
        int word = random.nextInt(WORDS);
        boolean onTopic = random.nextInt(3) == 0;
        words[i * WORDS + (onTopic ? word / TOPICS * TOPICS + topics[i] : word) % WORDS] = 1;
      }
    }
    return IntColumn.of(words, WORDS);
  }
}
