package org.beamnsl.trainer.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.trainer.data.Dataset;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.training.Adam;
import org.beamnsl.trainer.training.CompileConfig;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.FitConfig;
import org.beamnsl.trainer.training.History;
import org.beamnsl.trainer.training.Model;
import org.beamnsl.trainer.training.Target;

/** Short trainings of the main output on two classes. */
final class Trainings {
  private Trainings() {}

  static CompiledModel compile(Model model) {
    StandardLoss loss = StandardLoss.sparseCategoricalCrossentropy().onLogits();
    return model.compile(
        CompileConfig.of(Adam.of(0.01), loss)
            .withTargets(Target.of(Samples.LABEL, loss))
            .withThreads(1));
  }

  static History fit(CompiledModel compiled, Dataset data) {
    return compiled.fit(data, FitConfig.epochs(2).withBatch(4));
  }

  /** Weights after a training, as lists, which compare by value. */
  static Map<String, List<Float>> trained(Model model, Dataset data) {
    try (CompiledModel compiled = compile(model)) {
      fit(compiled, data);
      return weights(compiled);
    }
  }

  static Map<String, List<Float>> weights(CompiledModel compiled) {
    Map<String, List<Float>> lists = new LinkedHashMap<>();
    compiled.weights().forEach((name, values) -> lists.put(name, list(values)));
    return lists;
  }

  private static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }
}
