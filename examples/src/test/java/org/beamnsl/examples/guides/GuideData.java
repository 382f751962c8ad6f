package org.beamnsl.examples.guides;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;

/** The files that the guides start from, small and made from a seed. */
final class GuideData {
  private static final int EXAMPLES = 120;
  private static final int WORDS = 30;
  private static final int SIDE = 24;
  private static final String[] GOOD = {"great", "lovely", "moving", "bright", "superb"};
  private static final String[] BAD = {"dull", "awful", "boring", "weak", "stale"};
  private static final String[] PLAIN = {"film", "plot", "actor", "scene", "the", "a", "with"};

  private GuideData() {}

  /** Writes all of them into {@code folder/data}. */
  static void write(Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Random random = new Random(7);
    vectors(data.resolve("vectors.jsonl"), random);
    papers(data, random);
    tags(data.resolve("tags.jsonl"));
    reviews(data.resolve("reviews_train.csv"), random, 0.7);
    reviews(data.resolve("reviews_test.csv"), random, 0);
    words(data.resolve("words.txt"), random);
    photos(data.resolve("photos").resolve("train"), 24, random);
    photos(data.resolve("photos").resolve("test"), 12, random);
  }

  /** Stripes that lie or stand, on noise. */
  private static void photos(Path split, int each, Random random) throws IOException {
    for (String name : new String[] {"lying", "standing"}) {
      Path folder = Files.createDirectories(split.resolve(name));
      for (int i = 0; i < each; i++) {
        BufferedImage photo = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        int phase = random.nextInt(8);
        for (int y = 0; y < SIDE; y++) {
          for (int x = 0; x < SIDE; x++) {
            int across = name.equals("lying") ? y : x;
            int level = ((across + phase) % 8 < 4 ? 60 : 150) + random.nextInt(60);
            photo.setRGB(x, y, level << 16 | level << 8 | level);
          }
        }
        ImageIO.write(photo, "png", folder.resolve(i + ".png").toFile());
      }
    }
  }

  private static void vectors(Path file, Random random) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      List<String> numbers = new ArrayList<>();
      for (int d = 0; d < 8; d++) {
        double center = d % 3 == i % 3 ? 2 : 0;
        numbers.add(String.format(Locale.ROOT, "%.3f", center + 0.3 * random.nextGaussian()));
      }
      lines.add(
          String.format(
              "{\"id\": \"p%d\", \"label\": %d, \"embedding\": [%s]}",
              i, i % 3, String.join(", ", numbers)));
    }
    Files.write(file, lines);
  }

  private static void tags(Path file) throws IOException {
    Random random = new Random(8);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      List<String> tags = new ArrayList<>();
      for (int tag = 0; tag < 8; tag++) {
        if (random.nextInt(4) > 0) {
          tags.add("\"" + PLAIN[i % PLAIN.length] + tag + "\"");
        }
      }
      tags.add("\"all\"");
      lines.add(String.format("{\"id\": \"p%d\", \"tags\": [%s]}", i, String.join(", ", tags)));
    }
    Files.write(file, lines);
  }

  private static void papers(Path data, Random random) throws IOException {
    List<String> content = new ArrayList<>();
    List<String> cites = new ArrayList<>();
    List<String> split = new ArrayList<>(List.of("id,split"));
    for (int i = 0; i < EXAMPLES; i++) {
      StringBuilder line = new StringBuilder("p" + i);
      for (int word = 0; word < WORDS; word++) {
        line.append('\t').append(random.nextDouble() < (word % 3 == i % 3 ? 0.3 : 0.1) ? 1 : 0);
      }
      content.add(line.append("\ttopic").append(i % 3).toString());
      for (int k = 0; k < 3; k++) {
        cites.add("p" + i + "\tp" + (i + 3 * (1 + random.nextInt(20))) % EXAMPLES);
      }
      split.add("p" + i + "," + (i < 80 ? "train" : "test"));
    }
    Files.write(data.resolve("papers.content"), content);
    Files.write(data.resolve("papers.cites"), cites);
    Files.write(data.resolve("split.csv"), split);
  }

  private static void reviews(Path file, Random random, double unlabelled) throws IOException {
    List<String> lines = new ArrayList<>(List.of("text,label"));
    for (int i = 0; i < EXAMPLES; i++) {
      boolean good = i % 2 == 0;
      List<String> words = new ArrayList<>();
      for (int w = 0; w < 8; w++) {
        String[] from = random.nextDouble() < 0.4 ? (good ? GOOD : BAD) : PLAIN;
        words.add(from[random.nextInt(from.length)]);
      }
      String label = random.nextDouble() < unlabelled ? "" : good ? "good" : "bad";
      lines.add(String.join(" ", words) + "," + label);
    }
    Files.write(file, lines);
  }

  private static void words(Path file, Random random) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String[] words : new String[][] {GOOD, BAD, PLAIN}) {
      for (String word : words) {
        double first = words == GOOD ? 1 : words == BAD ? -1 : 0;
        lines.add(
            String.format(
                Locale.ROOT,
                "%s %.3f %.3f %.3f",
                word,
                first,
                random.nextGaussian() / 4,
                random.nextGaussian() / 4));
      }
    }
    Files.write(file, lines);
  }
}
