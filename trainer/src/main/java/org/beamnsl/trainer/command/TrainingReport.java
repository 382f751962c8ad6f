package org.beamnsl.trainer.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import org.beamnsl.trainer.reading.PairCounts;
import org.beamnsl.trainer.training.History;

/**
 * How a model was trained: the contents of {@code training.json}. Its fields are documented in
 * docs/artifacts.md. Nothing in it depends on the clock.
 *
 * @param formatVersion 1; grows when a field changes its meaning
 * @param classes of the main label; 0 for an embedding
 * @param moreClasses of every further label
 * @param options the flags that affect the model, by name
 */
record TrainingReport(
    int formatVersion,
    String model,
    String regularization,
    List<Long> seeds,
    SortedMap<String, String> options,
    List<InputShape> inputs,
    int classes,
    SortedMap<String, Integer> moreClasses,
    Data data,
    Validation validation,
    List<LayerTable.Row> layers,
    long parameters,
    List<Run> runs) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String CROSS_ENTROPY = "sparse_categorical_crossentropy";

  /** An input of the model; the shape is that of one example. */
  record InputShape(String name, String kind, List<Integer> shape) {}

  /** What was trained on; pairs are (example, neighbour). */
  record Data(int examples, int labelled, int neighborSlots, int neighborPairs, PairCounts pairs) {}

  /** What was measured after every epoch. */
  record Validation(int examples) {}

  /** The training of one seed. */
  record Run(long seed, long steps, List<Epoch> history) {}

  /** Means over one epoch; the last epoch may be a part. */
  record Epoch(int epoch, long step, Map<String, Double> metrics) {}

  static TrainingReport of(
      TrainOptions options,
      Map<String, String> texts,
      TrainingData data,
      LayerTable layers,
      List<Run> runs) {
    return new TrainingReport(
        1,
        texts.getOrDefault("model", ""),
        texts.getOrDefault("regularization", ""),
        options.randomness().trained(),
        new TreeMap<>(texts),
        layers.inputs().stream()
            .map(
                input ->
                    new InputShape(
                        input.name(),
                        input.kind().name().toLowerCase(Locale.ROOT),
                        Arrays.stream(input.shape()).boxed().toList()))
            .toList(),
        data.classes().getOrDefault(options.labels().labelFeature(), 0),
        moreClasses(options, data),
        new Data(
            data.train().examples(),
            data.labelled(),
            data.train().neighborSlots(),
            data.train().neighbors().rows().length,
            data.pairs()),
        new Validation(data.validation().map(held -> held.examples()).orElse(0)),
        layers.rows(),
        layers.parameters(),
        runs);
  }

  private static SortedMap<String, Integer> moreClasses(TrainOptions options, TrainingData data) {
    SortedMap<String, Integer> more = new TreeMap<>(data.classes());
    more.remove(options.labels().labelFeature());
    return more;
  }

  /**
   * The run of a seed.
   *
   * @param learningRate the rate of a step, counted from 0
   */
  static Run run(
      long seed, History history, long stepsPerEpoch, LongToDoubleFunction learningRate) {
    List<Epoch> epochs = new ArrayList<>();
    for (int i = 0; i < history.epochs().size(); i++) {
      Map<String, Double> metrics = new LinkedHashMap<>();
      history
          .epochs()
          .get(i)
          .forEach(
              (name, value) -> metrics.put(name.replace(CROSS_ENTROPY, "supervised_loss"), value));
      long step = Math.min(history.steps(), (i + 1) * stepsPerEpoch);
      metrics.put("learning_rate", learningRate.applyAsDouble(step - 1));
      epochs.add(new Epoch(i + 1, step, metrics));
    }
    return new Run(seed, history.steps(), epochs);
  }

  /** The report as indented JSON with a line end. */
  String toJson() {
    return json(this);
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
