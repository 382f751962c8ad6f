package org.beamnsl.trainer.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.loss.Loss;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Sequential;

/** A small dense model of the golden files over one feature {@code x} of 3 floats. */
public record GoldenModel(Sequential base, Map<String, float[]> weights, Loss loss) {

  /** The model of this name among the file's models. */
  public static GoldenModel of(JsonNode file, String name) {
    List<Layer> layers = new ArrayList<>();
    Map<String, float[]> weights = new LinkedHashMap<>();
    String last = "";
    for (JsonNode layer : file.get("models").get(name).get("layers")) {
      last = layer.get("activation").asText();
      String prefix = layers.isEmpty() ? "dense" : "dense_" + layers.size();
      weights.put(prefix + "/kernel", Golden.values(layer.get("kernel")));
      weights.put(prefix + "/bias", Golden.values(layer.get("bias")));
      layers.add(Dense.of(layer.get("units").asInt(), Activation.named(last)));
    }
    StandardLoss loss = StandardLoss.sparseCategoricalCrossentropy();
    return new GoldenModel(
        new Sequential(Input.floats("x", 3), layers),
        weights,
        last.equals("softmax") ? loss : loss.onLogits());
  }
}
