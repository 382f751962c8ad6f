package org.beamnsl.trainer.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.Conv2D;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Dropout;
import org.beamnsl.trainer.layers.Embedding;
import org.beamnsl.trainer.layers.Flatten;
import org.beamnsl.trainer.layers.GlobalPooling;
import org.beamnsl.trainer.layers.Lstm;
import org.beamnsl.trainer.layers.MultiHot;
import org.beamnsl.trainer.layers.Pooling2D;
import org.beamnsl.trainer.layers.Rescale;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Branched;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.ModelProvider;
import org.beamnsl.trainer.model.Sequential;

/**
 * Builds the architectures that {@code train} knows by name. Hidden dense layers are called {@code
 * hidden_0}, {@code hidden_1}, …, the last layer, whose output is the probability of each class or
 * the embedding, {@code output}.
 */
final class ModelBuilder {
  /** The name of the last layer. */
  static final String OUTPUT = "output";

  private static final List<Integer> DEFAULT_FILTERS = List.of(32, 64, 64);
  private static final int KERNEL = 3;
  private static final int POOL = 2;

  private final ModelFlags flags;
  private final List<Layer> layers = new ArrayList<>();

  private ModelBuilder(ModelFlags flags) {
    this.flags = flags;
  }

  /**
   * A model and its layers in the order of computing.
   *
   * @param layers of the trunk
   */
  record Built(BaseModel base, List<Layer> layers) {}

  /** The architecture that a module provides, else the configured one. */
  static Built build(
      TrainOptions options, List<Input> inputs, Map<String, Integer> classes, int vocabulary) {
    Map<String, Integer> outputs =
        options.architecture().learnsLabels()
            ? classes
            : Map.of("embedding", options.architecture().outputSize());
    return options
        .own()
        .model()
        .map(own -> own.create(new ModelProvider.Request(inputs, outputs, vocabulary)))
        .map(base -> new Built(base, List.of()))
        .orElseGet(() -> build(options.architecture(), inputs, classes, vocabulary));
  }

  /** The name of the last layer of a further output. */
  static String output(String label) {
    return OUTPUT + "_" + label;
  }

  /**
   * Builds the configured architecture.
   *
   * @param classes of every label, the main one first; none for an embedding
   * @param vocabulary number of ids; only models of ids need it
   */
  static Built build(
      ModelFlags flags, List<Input> inputs, Map<String, Integer> classes, int vocabulary) {
    ModelBuilder builder = new ModelBuilder(flags);
    builder.rescale();
    switch (flags.model()) {
      case MLP -> {
        if (flags.bag()) {
          builder.layers.add(new MultiHot(vocabulary));
        }
        builder.hidden();
      }
      case TEXT_AVERAGE -> builder.embedding(vocabulary, GlobalPooling.average());
      case TEXT_LSTM -> builder.embedding(vocabulary, Lstm.bidirectional(flags.lstmUnits()));
      case CNN -> builder.convolutions();
    }
    if (classes.size() > 1) {
      return builder.severalOutputs(inputs, classes);
    }
    builder.layers.add(
        flags.learnsLabels()
            ? Dense.of(classes.values().iterator().next(), Activation.SOFTMAX).named(OUTPUT)
            : Dense.of(flags.outputSize()).named(OUTPUT));
    List<Layer> layers = builder.layers;
    if (inputs.size() == 1) {
      return new Built(new Sequential(inputs.get(0), layers), layers);
    }
    builder.requireSeveralInputs(inputs);
    return new Built(Branched.concatenating(inputs, layers.toArray(Layer[]::new)), layers);
  }

  /** One head per label, called as the label; the first is {@link Sequential#OUTPUT}. */
  private Built severalOutputs(List<Input> inputs, Map<String, Integer> classes) {
    Map<String, List<Layer>> heads = new LinkedHashMap<>();
    classes.forEach(
        (label, count) -> {
          boolean main = heads.isEmpty();
          Layer head = Dense.of(count, Activation.SOFTMAX).named(main ? OUTPUT : output(label));
          heads.put(main ? Sequential.OUTPUT : label, List.of(head));
        });
    List<Layer> all = new ArrayList<>(layers);
    heads.values().forEach(all::addAll);
    if (inputs.size() == 1) { // as a stem, which reads ids as ids
      Map<String, List<Layer>> stem = Map.of(inputs.get(0).name(), layers);
      return new Built(new Branched(inputs, stem, List.of(), heads), all);
    }
    requireSeveralInputs(inputs);
    return new Built(new Branched(inputs, Map.of(), layers, heads), all);
  }

  private void requireSeveralInputs(List<Input> inputs) {
    if (flags.model() != ModelFlags.ModelKind.MLP || flags.bag()) {
      throw NslException.usage(
          "--feature="
              + String.join(",", inputs.stream().map(Input::name).toList())
              + ": this model reads one feature; several are possible with --model=mlp without --bag=true");
    }
  }

  private void rescale() {
    if (flags.featureScale() == 1) {
      return;
    }
    if (flags.bag()
        || flags.model() == ModelFlags.ModelKind.TEXT_AVERAGE
        || flags.model() == ModelFlags.ModelKind.TEXT_LSTM) {
      throw NslException.usage("--featureScale is for numbers, not for ids");
    }
    layers.add(new Rescale((float) flags.featureScale(), 0));
  }

  private void hidden() {
    int index = 0;
    for (int units : flags.hidden()) {
      layers.add(Dense.of(units, Activation.RELU).named("hidden_" + index++));
      if (flags.dropout() > 0) {
        layers.add(Dropout.of(flags.dropout()));
      }
    }
  }

  private void embedding(int vocabulary, Layer summary) {
    Embedding tokens = Embedding.of(vocabulary, flags.embeddingSize());
    layers.add(flags.maskPadding() ? tokens.maskingZero() : tokens);
    layers.add(summary);
    hidden();
  }

  private void convolutions() {
    List<Integer> filters = flags.filters().isEmpty() ? DEFAULT_FILTERS : flags.filters();
    for (int i = 0; i < filters.size(); i++) {
      layers.add(Conv2D.of(filters.get(i), KERNEL, Activation.RELU));
      if (i + 1 < filters.size()) {
        layers.add(Pooling2D.max(POOL));
      }
    }
    layers.add(new Flatten());
    hidden();
  }
}
