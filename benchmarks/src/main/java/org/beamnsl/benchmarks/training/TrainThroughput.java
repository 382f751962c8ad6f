package org.beamnsl.benchmarks.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.beamnsl.trainer.attack.AttackConfig;
import org.beamnsl.trainer.attack.Norm;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.PackedNames;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.Conv2D;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Dropout;
import org.beamnsl.trainer.layers.Embedding;
import org.beamnsl.trainer.layers.Flatten;
import org.beamnsl.trainer.layers.Lstm;
import org.beamnsl.trainer.layers.Pooling2D;
import org.beamnsl.trainer.loss.Metric;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.reading.ReadAhead;
import org.beamnsl.trainer.regularize.AdversarialRegularization;
import org.beamnsl.trainer.regularize.DistanceConfig;
import org.beamnsl.trainer.regularize.DistanceType;
import org.beamnsl.trainer.regularize.GraphRegularization;
import org.beamnsl.trainer.training.Adam;
import org.beamnsl.trainer.training.CompileConfig;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.FitConfig;
import org.beamnsl.trainer.training.Model;

/**
 * Training speed in steady state: one warm-up epoch, then the best wall time and the median
 * processor time of five epochs, reading ahead as {@code train} does. Models and shapes are those
 * that the original is measured with; the words of papers are kept without their zeros, as {@code
 * train} keeps them. Prints TSV: name, batch, examples/s, ms/step, examples per processor second,
 * processor ms/step. {@code steady} takes 60,000 steps instead and prints the resident memory,
 * {@code reading} takes none and prints how fast the input pipeline alone is: examples/s, and
 * ms/batch where there are batches.
 */
public final class TrainThroughput {

  private static final StandardLoss CLASSES = StandardLoss.sparseCategoricalCrossentropy();
  private static final int EPOCHS = 5;

  private final Random random = new Random(0);
  private final int threads;
  private final int leastSteps;

  private TrainThroughput(int threads, int leastSteps) {
    this.threads = threads;
    this.leastSteps = leastSteps;
  }

  /**
   * Runs the models named by the arguments, or all: imdb, cora, mlp, cnn, pgd, beans; and steady or
   * reading. {@code threads=2} sets TensorFlow's threads, and those that parse, {@code steps=60}
   * the least steps of an epoch of the perceptrons: with 2,000 the virtual machine has compiled
   * what it will.
   */
  public static void main(String[] args) {
    List<String> names = Arrays.stream(args).filter(arg -> !arg.contains("=")).toList();
    var wanted = names.isEmpty() ? List.of("imdb", "cora", "mlp", "cnn", "pgd", "beans") : names;
    TrainThroughput throughput =
        new TrainThroughput(setting(args, "threads", 2), setting(args, "steps", 60));
    for (String name : wanted) {
      switch (name) {
        case "imdb" -> throughput.imdb();
        case "cora" -> throughput.cora();
        case "mlp" -> throughput.mnist(false);
        case "cnn" -> throughput.mnist(true);
        case "pgd" -> throughput.pgd();
        case "beans" -> throughput.beans();
        case "steady" -> throughput.steady();
        case "reading" -> new ReadThroughput(throughput.threads).run();
        default -> throw new IllegalArgumentException("unknown benchmark " + name);
      }
    }
  }

  private static int setting(String[] args, String name, int otherwise) {
    return Arrays.stream(args)
        .filter(arg -> arg.startsWith(name + "="))
        .mapToInt(arg -> Integer.parseInt(arg.substring(name.length() + 1)))
        .findFirst()
        .orElse(otherwise);
  }

  private void imdb() {
    int n = 128 * 8;
    var base =
        Sequential.of(
            Input.ints("words", 256),
            Embedding.of(10000, 16),
            Lstm.bidirectional(64),
            Dense.of(64, Activation.RELU),
            Dense.of(1));
    var data = InMemoryDataset.of(Map.of("words", ints(n, 10000, 256), "label", ints(n, 2)));
    var loss = StandardLoss.named("binary_crossentropy").onLogits();
    run("imdb_bilstm", Model.of(base), CompileConfig.of(Adam.defaults(), loss), data, 128, 8);
  }

  private void cora() {
    for (int neighbors : new int[] {0, 1, 5}) {
      InMemoryDataset data = papers(2155, neighbors);
      var base =
          Sequential.of(
              Input.ints("words", 1433).ofMostlyZeros(),
              Dense.of(50, Activation.RELU),
              Dropout.of(0.5),
              Dense.of(7, Activation.SOFTMAX));
      var graph =
          GraphRegularization.of(neighbors)
              .withMultiplier(0.1)
              .withDistance(DistanceConfig.of(DistanceType.L2));
      Model model = neighbors == 0 ? Model.of(base) : Model.of(base).with(graph);
      for (int batch : new int[] {32, 128}) {
        int steps = Math.max(2155 / batch, leastSteps);
        run("cora_mlp_nbrs" + neighbors, model, classes(), data, batch, steps);
      }
    }
  }

  private void mnist(boolean convolutional) {
    for (int batch : new int[] {32, 128}) {
      for (boolean adversarial : new boolean[] {false, true}) {
        String name = convolutional ? "mnist_cnn_" : "mnist_mlp_";
        int n = 3840;
        int steps = convolutional ? Math.min(n / batch, 30) : Math.max(n / batch, leastSteps);
        Model model = Model.of(digits(convolutional));
        run(
            name + (adversarial ? "adv" : "base"),
            adversarial ? model.with(attack(1)) : model,
            classes(),
            images(n, 28, 1, 10),
            batch,
            steps);
      }
    }
  }

  private void pgd() {
    Model model = Model.of(digits(true)).with(attack(5));
    run("mnist_cnn_adv_pgd5", model, classes(), images(1920, 28, 1, 10), 32, 30);
  }

  private void beans() {
    for (int size : new int[] {128, 224}) {
      for (boolean adversarial : new boolean[] {false, true}) {
        var base =
            Sequential.of(
                Input.floats("image", size, size, 3),
                Conv2D.of(16, 3, Activation.RELU),
                Pooling2D.max(2),
                Conv2D.of(32, 3, Activation.RELU),
                Pooling2D.max(2),
                Conv2D.of(32, 3, Activation.RELU),
                Pooling2D.max(2),
                new Flatten(),
                Dense.of(64, Activation.RELU),
                Dense.of(3, Activation.SOFTMAX));
        Model model = Model.of(base);
        run(
            "beans" + size + (adversarial ? "_adv" : "_base"),
            adversarial ? model.with(attack(1)) : model,
            classes(),
            images(28 * 6, size, 3, 3),
            28,
            6);
      }
    }
  }

  /** Resident memory every 10,000 steps: native memory that is not freed would show. */
  private void steady() {
    InMemoryDataset data = images(3840, 28, 1, 10);
    Model model = Model.of(digits(false)).with(attack(1));
    try (ReadAhead ahead = new ReadAhead(data);
        CompiledModel compiled = model.compile(classes().withThreads(threads))) {
      for (long steps = 10_000; steps <= 60_000; steps += 10_000) {
        compiled.fit(ahead, FitConfig.steps(steps).withBatch(32));
        System.out.printf(
            Locale.ROOT, "steady\t%d steps\t%.0f MB resident%n", steps, residentMegabytes());
      }
    }
  }

  private static double residentMegabytes() {
    try {
      String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
      return Long.parseLong(pages) * 4096 / 1e6;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BaseModel digits(boolean convolutional) {
    if (!convolutional) {
      return Sequential.of(
          Input.floats("image", 28, 28, 1),
          new Flatten(),
          Dense.of(128, Activation.RELU),
          Dense.of(10, Activation.SOFTMAX));
    }
    return Sequential.of(
        Input.floats("image", 28, 28, 1),
        Conv2D.of(32, 3, Activation.RELU),
        Pooling2D.max(2),
        Conv2D.of(64, 3, Activation.RELU),
        Pooling2D.max(2),
        Conv2D.of(64, 3, Activation.RELU),
        new Flatten(),
        Dense.of(64, Activation.RELU),
        Dense.of(10, Activation.SOFTMAX));
  }

  private static AdversarialRegularization attack(int iterations) {
    var attack =
        AttackConfig.defaults()
            .withStepSize(0.2)
            .withNorm(Norm.INFINITY)
            .withIterations(iterations);
    return AdversarialRegularization.defaults().withMultiplier(0.2).withAttack(attack);
  }

  private static CompileConfig classes() {
    return CompileConfig.of(Adam.defaults(), CLASSES, Metric.ACCURACY);
  }

  private void run(
      String name, Model model, CompileConfig config, InMemoryDataset data, int batch, int steps) {
    try (ReadAhead ahead = new ReadAhead(data);
        CompiledModel compiled = model.compile(config.withThreads(threads))) {
      long total = 0;
      compiled.fit(ahead, FitConfig.steps(total += steps).withBatch(batch));
      double best = Double.MAX_VALUE;
      double[] processor = new double[EPOCHS];
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        double cpu = processorSeconds();
        long start = System.nanoTime();
        compiled.fit(ahead, FitConfig.steps(total += steps).withBatch(batch));
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
        processor[epoch] = processorSeconds() - cpu;
      }
      Arrays.sort(processor);
      double median = processor[EPOCHS / 2];
      int examples = steps * batch;
      System.out.printf(
          Locale.ROOT,
          "%s\t%d\t%.0f\t%.2f\t%.0f\t%.2f%n",
          name,
          batch,
          examples / best,
          1000 * best / steps,
          examples / median,
          1000 * median / steps);
    }
  }

  private static double processorSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  private InMemoryDataset images(int n, int size, int channels, int classes) {
    float[] pixels = new float[n * size * size * channels];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return InMemoryDataset.of(
        Map.of("image", FloatColumn.of(pixels, size, size, channels), "label", ints(n, classes)));
  }

  /** Bags of words of 1,433, of which 1.27 % are present, with 62 % of the neighbours there. */
  private InMemoryDataset papers(int n, int neighbors) {
    Map<String, Column> columns = new HashMap<>();
    columns.put("words", words(n));
    columns.put("label", ints(n, 7));
    for (int i = 0; i < neighbors; i++) {
      columns.put("NL_nbr_" + i + "_words", words(n));
      float[] weights = new float[n];
      for (int j = 0; j < n; j++) {
        weights[j] = random.nextFloat() < 0.62f ? 1 : 0;
      }
      columns.put("NL_nbr_" + i + "_weight", FloatColumn.of(weights, 1));
    }
    return InMemoryDataset.ofPacked(columns, PackedNames.standard(neighbors)).withSparse("words");
  }

  private IntColumn words(int n) {
    int[] words = new int[n * 1433];
    for (int i = 0; i < words.length; i++) {
      words[i] = random.nextFloat() < 0.0127f ? 1 : 0;
    }
    return IntColumn.of(words, 1433);
  }

  private IntColumn ints(int n, int bound, int... shape) {
    int[] values = new int[n * Column.sizeOf(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(bound);
    }
    return IntColumn.of(values, shape);
  }
}
