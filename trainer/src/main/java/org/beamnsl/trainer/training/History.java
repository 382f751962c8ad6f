package org.beamnsl.trainer.training;

import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;

/**
 * What a fit reported.
 *
 * @param epochs means per epoch by name; names of validation data start with {@code val_}
 * @param steps training steps taken over the life of the model
 */
public record History(List<Map<String, Double>> epochs, long steps) {

  public History {
    epochs = List.copyOf(epochs);
  }

  /** One number over the epochs. */
  public List<Double> values(String name) {
    return epochs.stream().map(epoch -> value(epoch, name)).toList();
  }

  /** One number of the last epoch. */
  public double last(String name) {
    return value(epochs.get(epochs.size() - 1), name);
  }

  private static double value(Map<String, Double> epoch, String name) {
    Double value = epoch.get(name);
    if (value == null) {
      throw NslException.usage(
          "nothing called " + name + " was reported; there are " + epoch.keySet());
    }
    return value;
  }
}
