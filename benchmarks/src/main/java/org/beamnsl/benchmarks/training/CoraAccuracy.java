package org.beamnsl.benchmarks.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.NeighborTable;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Dropout;
import org.beamnsl.trainer.loss.Metric;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.regularize.DistanceType;
import org.beamnsl.trainer.regularize.GraphRegularization;
import org.beamnsl.trainer.training.Adam;
import org.beamnsl.trainer.training.CompileConfig;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.FitConfig;
import org.beamnsl.trainer.training.Model;

/**
 * Accuracy on the Cora citation graph by share of labels: 2,155 papers to train on and 553 to test,
 * a network 50-50 with dropout 0.5, Adam 0.001, mean ± standard deviation over seeds.
 *
 * <p>Arguments: folder with {@code cora.content.gz}, {@code cora.cites} and {@code
 * tutorial_split.csv}; then {@code key=value} settings: share, neighbors, multiplier, steps, seeds,
 * unlabelledSeeds (papers without label take part as seeds), on (test or validation, the latter
 * being 300 papers of the training part that are never labelled).
 */
public final class CoraAccuracy {

  private static final int WORDS = 1433;
  private static final int VALIDATION = 300;

  private final List<String> ids = new ArrayList<>();
  private final List<float[]> words = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final List<Boolean> train = new ArrayList<>();
  private final List<List<Integer>> neighbors = new ArrayList<>();

  private CoraAccuracy() {}

  /** Trains and prints one line. */
  public static void main(String[] args) throws IOException {
    CoraAccuracy cora = new CoraAccuracy();
    cora.read(Path.of(args[0]));
    Map<String, String> settings = new HashMap<>();
    for (String arg : Arrays.asList(args).subList(1, args.length)) {
      settings.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
    }
    for (String share : settings.getOrDefault("share", "0.01,0.05,0.1").split(",")) {
      for (String near : settings.getOrDefault("neighbors", "0,1,5").split(",")) {
        for (String multiplier : settings.getOrDefault("multiplier", "0.1").split(",")) {
          cora.print(
              Double.parseDouble(share),
              Integer.parseInt(near),
              Double.parseDouble(multiplier),
              settings);
        }
      }
    }
  }

  private void print(double share, int near, double multiplier, Map<String, String> settings) {
    int seeds = Integer.parseInt(settings.getOrDefault("seeds", "5"));
    double[] accuracy = new double[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      accuracy[seed] = 100 * run(share, near, multiplier, seed, settings);
    }
    double mean = Arrays.stream(accuracy).average().orElseThrow();
    double square = Arrays.stream(accuracy).map(a -> (a - mean) * (a - mean)).sum();
    System.out.printf(
        Locale.ROOT,
        "share=%s neighbors=%d multiplier=%s %s: %.1f ± %.1f%n",
        share,
        near,
        multiplier,
        new TreeMap<>(settings),
        mean,
        Math.sqrt(square / seeds));
  }

  private double run(
      double share, int near, double multiplier, long seed, Map<String, String> settings) {
    boolean everyPaper = Boolean.parseBoolean(settings.getOrDefault("unlabelledSeeds", "false"));
    boolean onTest = settings.getOrDefault("on", "test").equals("test");
    List<Integer> trained = rows(true);
    List<Integer> held = onTest ? rows(false) : validation(trained, seed);
    TreeSet<Integer> labelled =
        new TreeSet<>(labelled(trained, share, seed, onTest ? List.of() : held));
    List<Integer> seeds = everyPaper ? half(trained, labelled) : new ArrayList<>(labelled);
    int batch = Math.min(128, seeds.size());
    var base =
        Sequential.of(
            Input.floats("words", WORDS),
            Dense.of(50, Activation.RELU),
            Dropout.of(0.5),
            Dense.of(50, Activation.RELU),
            Dropout.of(0.5),
            Dense.of(7, Activation.SOFTMAX));
    Model model = Model.of(base);
    if (near > 0) {
      model =
          model.with(
              GraphRegularization.of(near)
                  .withMultiplier(multiplier)
                  .withDistance(DistanceType.L2));
    }
    var config =
        CompileConfig.of(
                Adam.defaults(), StandardLoss.sparseCategoricalCrossentropy(), Metric.ACCURACY)
            .withSeed(seed);
    int steps = Integer.parseInt(settings.getOrDefault("steps", "300"));
    try (CompiledModel compiled = model.compile(config)) {
      compiled.fit(data(seeds, labelled, near), FitConfig.steps(steps).withBatch(batch));
      Double accuracy = compiled.evaluate(data(held, new TreeSet<>(held), 0)).get("accuracy");
      return accuracy == null ? 0 : accuracy;
    }
  }

  /** All papers, the labelled ones so often that they make half of the batches. */
  private static List<Integer> half(List<Integer> trained, TreeSet<Integer> labelled) {
    List<Integer> seeds = new ArrayList<>(trained);
    for (int copies = trained.size() / labelled.size(); copies > 1; copies--) {
      seeds.addAll(labelled);
    }
    return seeds;
  }

  private List<Integer> rows(boolean ofTraining) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      if (train.get(i) == ofTraining) {
        rows.add(i);
      }
    }
    return rows;
  }

  private static List<Integer> validation(List<Integer> trained, long seed) {
    List<Integer> shuffled = new ArrayList<>(trained);
    Collections.shuffle(shuffled, new Random(5000 + seed));
    return shuffled.subList(0, VALIDATION);
  }

  /** The same share of every class, at least one paper. */
  private List<Integer> labelled(
      List<Integer> trained, double share, long seed, List<Integer> except) {
    Random random = new Random(1000 + seed);
    List<Integer> chosen = new ArrayList<>();
    for (int label = 0; label < 7; label++) {
      List<Integer> same = new ArrayList<>();
      for (int row : trained) {
        if (labels.get(row) == label) {
          same.add(row);
        }
      }
      int count = (int) Math.max(1, Math.round(share * same.size()));
      same.removeAll(except);
      Collections.shuffle(same, random);
      chosen.addAll(same.subList(0, Math.min(count, same.size())));
    }
    return chosen;
  }

  private InMemoryDataset data(List<Integer> rows, TreeSet<Integer> labelled, int near) {
    float[] bags = new float[rows.size() * WORDS];
    int[] known = new int[rows.size()];
    int[] offsets = new int[rows.size() + 1];
    List<Integer> pooled = new ArrayList<>();
    for (int i = 0; i < known.length; i++) {
      int row = rows.get(i);
      System.arraycopy(words.get(row), 0, bags, i * WORDS, WORDS);
      known[i] = labelled.contains(row) ? labels.get(row) : -1;
      List<Integer> all = neighbors.get(row);
      pooled.addAll(all.subList(0, Math.min(near, all.size())));
      offsets[i + 1] = pooled.size();
    }
    float[] pool = new float[ids.size() * WORDS];
    for (int i = 0; i < ids.size(); i++) {
      System.arraycopy(words.get(i), 0, pool, i * WORDS, WORDS);
    }
    float[] weights = new float[pooled.size()];
    Arrays.fill(weights, 1f);
    Map<String, Column> columns =
        Map.of("words", FloatColumn.of(bags, WORDS), "label", IntColumn.of(known));
    var table =
        new NeighborTable(
            offsets,
            pooled.stream().mapToInt(Integer::intValue).toArray(),
            weights,
            Map.of("words", FloatColumn.of(pool, WORDS)),
            near);
    return new InMemoryDataset(columns, table, List.of());
  }

  private void read(Path folder) throws IOException {
    Map<String, String> split = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("tutorial_split.csv"))) {
      String[] parts = line.split(",");
      split.put(parts[0], parts[1]);
    }
    Map<String, Integer> classes = new TreeMap<>();
    List<String> names = new ArrayList<>();
    for (String line : lines(folder.resolve("cora.content.gz"))) {
      String[] parts = line.split("\\s+");
      float[] bag = new float[WORDS];
      for (int i = 0; i < WORDS; i++) {
        bag[i] = Float.parseFloat(parts[i + 1]);
      }
      ids.add(parts[0]);
      words.add(bag);
      names.add(parts[WORDS + 1]);
      classes.put(parts[WORDS + 1], 0);
      train.add("train".equals(split.get(parts[0])));
      neighbors.add(new ArrayList<>());
    }
    List<String> order = new ArrayList<>(classes.keySet());
    names.forEach(name -> labels.add(order.indexOf(name)));
    connect(Files.readAllLines(folder.resolve("cora.cites")));
  }

  /** Both directions, without doubles; neighbours of equal weight by descending id. */
  private void connect(List<String> citations) {
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      index.put(ids.get(i), i);
    }
    List<TreeSet<Integer>> sets = new ArrayList<>();
    ids.forEach(
        id -> sets.add(new TreeSet<>(Comparator.comparing(ids::get, Comparator.reverseOrder()))));
    for (String line : citations) {
      String[] parts = line.split("\\s+");
      Integer from = index.get(parts[0]);
      Integer to = index.get(parts[1]);
      if (from != null && to != null) {
        sets.get(from).add(to);
        sets.get(to).add(from);
      }
    }
    for (int i = 0; i < sets.size(); i++) {
      neighbors.get(i).addAll(sets.get(i));
    }
  }

  private static List<String> lines(Path file) throws IOException {
    try (InputStream stream = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
