package org.beamnsl.trainer.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.reading.Labels;
import org.beamnsl.trainer.reading.Selection;

/** How many classes labels have: as the flags say, else as the data show. */
final class ClassCount {
  private static final int LEAST = 2;

  private ClassCount() {}

  /**
   * The number of classes of every label, the main one first; empty when none is learned.
   *
   * @throws NslException (65) for a label beyond {@code --classes}, or a further label that no
   *     example has
   */
  static Map<String, Integer> of(
      TrainingPlan plan, InMemoryDataset train, Optional<InMemoryDataset> validation) {
    Map<String, Integer> classes = new LinkedHashMap<>();
    if (!plan.options().architecture().learnsLabels()) {
      return classes;
    }
    String main = plan.options().labels().labelFeature();
    int allowed = plan.options().labels().classes();
    for (String label : plan.labelFeatures()) {
      int largest = largest(label, train);
      if (validation.isPresent()) {
        largest = Math.max(largest, largest(label, validation.get()));
      }
      if (label.equals(main)) {
        if (allowed > 0 && largest >= allowed) {
          throw beyond(allowed, largest, label, train);
        }
      } else if (largest == Labels.UNLABELLED) {
        throw NslException.badData(
            "--moreLabels=" + label + ": no example of --train has that label");
      }
      classes.put(label, Math.max(LEAST, largest + 1));
    }
    if (allowed > 0) {
      classes.put(main, allowed);
    }
    return classes;
  }

  private static NslException beyond(int allowed, int label, String name, InMemoryDataset train) {
    int[] labels = Selection.labels(train, name);
    String where =
        IntStream.range(0, labels.length)
            .filter(row -> labels[row] == label)
            .mapToObj(row -> "example " + train.ids().get(row) + " of --train")
            .findFirst()
            .orElse("an example of --validation");
    return NslException.badData(
        String.format(
            "%s has label %d; --classes=%d allows 0 to %d, or -1 for none",
            where, label, allowed, allowed - 1));
  }

  private static int largest(String label, InMemoryDataset data) {
    return Arrays.stream(Selection.labels(data, label)).max().orElse(Labels.UNLABELLED);
  }
}
