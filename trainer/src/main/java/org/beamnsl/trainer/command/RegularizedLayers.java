package org.beamnsl.trainer.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.Input;

/** Whether the layers whose outputs are to be kept close exist. */
final class RegularizedLayers {
  /** Stands for what only the data tell: widths, ids, classes. Names do not depend on it. */
  private static final int ANY = 2;

  private RegularizedLayers() {}

  /**
   * Checks them before data are read. Nothing is known yet of a model of one's own.
   *
   * @throws NslException (64) for a layer that the model does not have
   */
  static void check(TrainOptions options) {
    if (!asked(options).isEmpty() && options.own().ownModel() == null) {
      check(options, LayerTable.of(outline(options)));
    }
  }

  /** Checks them once the model is known. */
  static void check(TrainOptions options, LayerTable layers) {
    layers.require("regularizeLayer", asked(options));
  }

  private static List<String> asked(TrainOptions options) {
    return options.regularization().readsGraph() ? options.graph().regularizeLayer() : List.of();
  }

  /** The model that the flags describe, over data of any size. */
  private static ModelBuilder.Built outline(TrainOptions options) {
    int[] shape =
        options.architecture().model() == ModelFlags.ModelKind.CNN
            ? options.architecture().imageDimensions()
            : new int[] {ANY};
    List<Input> inputs =
        options.data().feature().stream().map(name -> Input.floats(name, shape)).toList();
    Map<String, Integer> classes = new LinkedHashMap<>();
    options.labels().features().forEach(label -> classes.put(label, ANY));
    return ModelBuilder.build(options, inputs, classes, ANY);
  }
}
