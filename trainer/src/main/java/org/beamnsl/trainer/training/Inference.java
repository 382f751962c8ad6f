package org.beamnsl.trainer.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.trainer.attack.Attack;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.BatchOrder;
import org.beamnsl.trainer.data.Dataset;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * Evaluation, prediction and attacks of a compiled model; its part of the graph is made when used.
 */
final class Inference {

  private final Engine engine;
  private final StepGraph step;
  private final Map<Attack, Map<String, Operand<?>>> attacks = new HashMap<>();
  private @org.jspecify.annotations.Nullable Report evaluation;

  Inference(Engine engine, StepGraph training) {
    this.engine = engine;
    this.step =
        new StepGraph(training, Pass.inference(engine.tf, engine.weights, engine.random), false);
  }

  Map<String, Double> evaluate(Dataset data, int batchSize) {
    Report report = evaluation();
    EpochMeans means = new EpochMeans(report);
    for (Batch batch : batches(data, batchSize)) {
      Session.Runner runner = engine.session().runner();
      float[] labelled = supervise(new Feeder(runner, engine).features(batch), batch);
      means.add(engine.fetch(runner, report.values()), batch.size(), labelled);
    }
    return means.values();
  }

  Map<String, FloatColumn> outputs(Dataset data, int batchSize) {
    return compute(data, batchSize, step.clean().outputs());
  }

  FloatColumn layer(Dataset data, String name) {
    Map<String, Operand<TFloat32>> wanted = Map.of(name, step.clean().named(name));
    return compute(data, 128, wanted).values().iterator().next();
  }

  Batch perturb(Batch batch, Attack attack) {
    Map<String, Operand<?>> moved = attacks.computeIfAbsent(attack, this::moved);
    List<String> names = new ArrayList<>(moved.keySet());
    names.removeIf(name -> moved.get(name) == engine.feeds.features.get(name));
    if (names.isEmpty()) {
      return batch;
    }
    Session.Runner runner = engine.session().runner();
    Map<String, FloatColumn> replaced = new LinkedHashMap<>();
    supervise(new Feeder(runner, engine).features(batch), batch);
    names.forEach(name -> runner.fetch(moved.get(name)));
    try (Result result = engine.run(runner)) {
      for (int i = 0; i < names.size(); i++) {
        int[] shape = batch.column(names.get(i)).rowShape();
        replaced.put(names.get(i), FloatColumn.of(Engine.floats(result.get(i)), shape));
      }
    }
    return batch.with(replaced);
  }

  private float[] supervise(Feeder feeder, Batch batch) {
    List<Supervision.Fed> targets = step.supervision().fed();
    LabelledBatch labels = LabelledBatch.of(batch, targets, engine.config);
    feeder
        .labels(labels, targets)
        .numbers(engine.feeds.numbers(0, 0, labels.labelled(), engine.multipliers()))
        .seedAndStep(engine.config.seed(), engine.step);
    return labels.labelled();
  }

  private Report evaluation() {
    Report known = evaluation;
    if (known == null) {
      known = Report.of(engine.tf, step, engine.feeds, engine.terms(step, true));
      evaluation = known;
    }
    return known;
  }

  private Map<String, Operand<?>> moved(Attack attack) {
    return attack.move(
        new Attack.Start(
            engine.tf,
            step.features(),
            step.inputGradients(),
            features -> step.supervisedLoss(step.forward(features)),
            engine.random));
  }

  private Map<String, FloatColumn> compute(
      Dataset data, int batchSize, Map<String, Operand<TFloat32>> wanted) {
    Map<String, List<float[]>> parts = new LinkedHashMap<>();
    wanted.keySet().forEach(name -> parts.put(name, new ArrayList<>()));
    for (Batch batch : batches(data, batchSize)) {
      Session.Runner runner = engine.session().runner();
      new Feeder(runner, engine).features(batch);
      wanted.values().forEach(runner::fetch);
      try (Result result = engine.run(runner)) {
        int index = 0;
        for (List<float[]> part : parts.values()) {
          part.add(Engine.floats(result.get(index++)));
        }
      }
    }
    Map<String, FloatColumn> columns = new LinkedHashMap<>();
    parts.forEach(
        (name, part) -> {
          Operand<TFloat32> operand = Objects.requireNonNull(wanted.get(name));
          columns.put(name, join(part, operand.shape().asArray()));
        });
    return columns;
  }

  private static FloatColumn join(List<float[]> parts, long[] shape) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int next = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, next, part.length);
      next += part.length;
    }
    int[] row = new int[shape.length - 1];
    for (int i = 0; i < row.length; i++) {
      row[i] = Math.toIntExact(shape[i + 1]);
    }
    return FloatColumn.of(all, row);
  }

  private static Iterable<Batch> batches(Dataset data, int batchSize) {
    Iterator<Batch> iterator = data.batches(BatchOrder.sequential(batchSize));
    return () -> iterator;
  }
}
