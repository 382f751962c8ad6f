package org.beamnsl.pipelines.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes short reviews of two classes, few of them with a label. Every review praises or blames one
 * aspect of a place in words of its class, among words that say nothing; words of the same aspect
 * and class come together, which is what a similarity graph can find and few labels cannot tell.
 */
final class ReviewFiles {
  private static final int TRAIN = 900;
  private static final int TEST = 600;
  private static final int LABELLED = 40;
  private static final int WORDS = 14;
  private static final double OWN_WORD_SHARE = 0.45;
  private static final double SLIP_SHARE = 0.1;

  private static final String[] NEUTRAL =
      ("the we a and was were had with came to there our place evening table room visit time "
              + "friends after before again around street corner window order city week family "
              + "weekend menu door chair lamp music plate glass spoon town")
          .split(" ");

  /** For each aspect, words of blame and words of praise. */
  private static final String[][] ASPECTS = {
    {"soup cold bland watery salty stale greasy", "soup rich fragrant warm hearty fresh homemade"},
    {"waiter rude slow bored absent careless", "waiter kind quick smiling attentive helpful"},
    {"noisy crowded dirty sticky dim cramped", "quiet airy clean cosy bright spacious"},
    {"overpriced tiny expensive stingy hidden", "cheap generous fair bargain honest"},
    {"coffee burnt bitter lukewarm weak instant", "coffee smooth roasted strong creamy balanced"},
    {"cake dry crumbly frozen sour flat", "cake moist airy caramel golden flaky"}
  };

  private final Path folder;

  ReviewFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes the training and the test reviews. */
  void write(long seed) throws IOException {
    Files.createDirectories(folder);
    Random random = new Random(seed);
    Files.write(folder.resolve("reviews_train.csv"), table(TRAIN, LABELLED, random));
    Files.write(folder.resolve("reviews_test.csv"), table(TEST, TEST, random));
  }

  private static List<String> table(int rows, int labelled, Random random) {
    List<String> lines = new ArrayList<>(List.of("text,label"));
    for (int row = 0; row < rows; row++) {
      int label = row % 2;
      lines.add(review(label, random) + "," + (row < labelled ? Integer.toString(label) : ""));
    }
    return lines;
  }

  private static String review(int label, Random random) {
    String[] aspect = ASPECTS[random.nextInt(ASPECTS.length)];
    List<String> words = new ArrayList<>();
    for (int i = 0; i < WORDS; i++) {
      boolean own = random.nextDouble() < OWN_WORD_SHARE;
      int side = random.nextDouble() < SLIP_SHARE ? 1 - label : label;
      String[] source = own ? aspect[side].split(" ") : NEUTRAL;
      words.add(source[random.nextInt(source.length)]);
    }
    return String.join(" ", words);
  }
}
