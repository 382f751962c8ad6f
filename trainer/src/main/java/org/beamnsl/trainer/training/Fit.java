package org.beamnsl.trainer.training;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.BatchOrder;
import org.beamnsl.trainer.data.Dataset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of fit: epochs, steps, checkpoints, early stopping and what is reported on the way. */
final class Fit {

  private static final Logger LOG = LoggerFactory.getLogger(Fit.class);

  /** What names of the best weights so far start with among the values of a checkpoint. */
  private static final String BEST = "@best/";

  private final CompiledModel model;
  private final Dataset data;
  private final FitConfig config;
  private final Optional<CheckpointDirectory> checkpoints;
  private final List<Map<String, Double>> epochs = new ArrayList<>();
  private int epoch;
  private long batches;
  private EpochMeans means;
  private Optional<Map<String, float[]>> bestWeights = Optional.empty();

  Fit(CompiledModel model, Dataset data, FitConfig config) {
    this.model = model;
    this.data = data;
    this.config = config;
    this.checkpoints = config.checkpoint().map(CheckpointDirectory::new);
    this.means = model.newMeans();
  }

  History run() {
    if (data.examples() == 0) {
      throw NslException.badData("there is nothing to train on: the data set is empty");
    }
    model.requireNeighbors(data);
    if (config.checkpoint().isPresent() && config.checkpoint().get().resume()) {
      checkpoints.flatMap(CheckpointDirectory::newest).ifPresent(this::resume);
    }
    Stopping stopping = new Stopping(config.earlyStopping(), epochs, bestWeights);
    long limit = config.steps();
    while (epoch < config.epochs() && model.step() < limit && !stopping.isOver()) {
      boolean whole = trainEpoch(limit);
      if (!whole && batches == 0) {
        break;
      }
      finishEpoch(stopping, whole);
    }
    stopping.restoreBest(model);
    if (checkpoints.isPresent()) {
      checkpoint();
    }
    return new History(epochs, model.step());
  }

  /** Takes the rest of the epoch; false when the step limit cut it short. */
  private boolean trainEpoch(long limit) {
    BatchOrder order =
        new BatchOrder(
            config.batch(),
            config.shuffle(),
            model.config().seed(),
            epoch,
            batches,
            model.neighbors());
    Iterator<Batch> iterator = data.batches(order);
    while (iterator.hasNext()) {
      if (model.step() >= limit) {
        return false;
      }
      takeStep(iterator.next());
      batches++;
      if (config.checkpoint().isPresent()
          && model.step() % config.checkpoint().get().everySteps() == 0) {
        checkpoint();
      }
    }
    return true;
  }

  private void takeStep(Batch batch) {
    double rate = config.learningRate().at(model.step(), model.config().optimizer().learningRate());
    float[] values = model.trainOnBatch(batch, rate);
    if (!Float.isFinite(values[0])) {
      throw new NslException(
          ExitCode.FAILED,
          String.format(
              "the loss is %s at step %d (epoch %d, examples %s)%s",
              values[0],
              model.step(),
              epoch + 1,
              batch.ids().isEmpty() ? "without ids" : batch.ids(),
              keptCheckpoint()));
    }
    means.add(values, batch.size(), model.labelled(batch));
    if (!config.listeners().isEmpty()) {
      var report =
          new TrainingListener.StepReport(
              model.step(), epoch + 1, batch.size(), model.reported(), values);
      config.listeners().forEach(listener -> listener.onStep(report));
    }
  }

  private String keptCheckpoint() {
    return checkpoints.isPresent() ? "; the last checkpoint before it is kept" : "";
  }

  private void finishEpoch(Stopping stopping, boolean whole) {
    Map<String, Double> values = new LinkedHashMap<>(means.values());
    config
        .validation()
        .ifPresent(
            held ->
                model.evaluate(held).forEach((name, value) -> values.put("val_" + name, value)));
    epochs.add(values);
    warn(values);
    stopping.hear(values, model);
    bestWeights = stopping.bestWeights();
    var report = new TrainingListener.EpochReport(epoch + 1, model.step(), values);
    config.listeners().forEach(listener -> listener.onEpoch(report, model));
    if (whole) {
      epoch++;
      batches = 0;
      means = model.newMeans();
    }
  }

  /** Says when a neighbour loss does nothing or does everything. */
  private void warn(Map<String, Double> values) {
    model
        .neighborTerm()
        .ifPresent(
            name -> {
              double scaled = values.getOrDefault(name, 0.0);
              double loss = values.getOrDefault("loss", 0.0);
              if (scaled == 0) {
                warn(
                    name
                        + " is 0: no example of the epoch had a neighbour, or outputs are all equal");
              } else if (scaled > 0.9 * loss && !model.config().targets().isEmpty()) {
                warn(
                    String.format(
                        Locale.ROOT,
                        "%s is %.4g of a loss of %.4g: the multiplier leaves the labels little to"
                            + " say",
                        name,
                        scaled,
                        loss));
              }
            });
  }

  private void warn(String message) {
    LOG.warn(message);
    config.listeners().forEach(listener -> listener.onWarning(message));
  }

  private void checkpoint() {
    Map<String, float[]> state = model.state();
    requireFinite(state);
    bestWeights.ifPresent(best -> best.forEach((name, array) -> state.put(BEST + name, array)));
    Map<String, Integer> sizes = new LinkedHashMap<>();
    state.forEach((name, array) -> sizes.put(name, array.length));
    var header =
        new Checkpoint.Header(
            model.step(), epoch, batches, means.sums(), means.counts(), epochs, sameness(), sizes);
    checkpoints.ifPresent(directory -> directory.save(new Checkpoint(header, state)));
  }

  /**
   * Weights may become no numbers a step before the loss does: such a state is not worth keeping.
   */
  private void requireFinite(Map<String, float[]> state) {
    state.forEach(
        (name, array) -> {
          for (float value : array) {
            if (!Float.isFinite(value)) {
              throw new NslException(
                  ExitCode.FAILED,
                  String.format(
                      "%s holds %s after step %d (epoch %d)%s",
                      name, value, model.step(), epoch + 1, keptCheckpoint()));
            }
          }
        });
  }

  private void resume(Checkpoint checkpoint) {
    Checkpoint.Header header = checkpoint.header();
    Map<String, String> expected = new TreeMap<>(sameness());
    Map<String, String> found = new TreeMap<>(header.fit());
    if (!expected.equals(found)) {
      throw NslException.badData(
          "the checkpoint does not fit: it was made with " + found + ", this run has " + expected);
    }
    Map<String, float[]> state = new LinkedHashMap<>();
    Map<String, float[]> best = new LinkedHashMap<>();
    checkpoint
        .values()
        .forEach(
            (name, array) -> {
              if (name.startsWith(BEST)) {
                best.put(name.substring(BEST.length()), array);
              } else {
                state.put(name, array);
              }
            });
    requireSameShape(state);
    bestWeights = best.isEmpty() ? Optional.empty() : Optional.of(best);
    model.restore(state, header.step());
    epoch = header.epoch();
    batches = header.batches();
    epochs.addAll(header.epochs());
    means.restore(header.sums(), header.counts());
    LOG.info("resumed at step {} in epoch {}", header.step(), epoch + 1);
  }

  private void requireSameShape(Map<String, float[]> state) {
    Map<String, Integer> found = new TreeMap<>();
    Map<String, Integer> expected = new TreeMap<>();
    state.forEach((name, array) -> found.put(name, array.length));
    model.state().forEach((name, array) -> expected.put(name, array.length));
    if (!found.equals(expected)) {
      throw NslException.badData(
          "the checkpoint does not fit: it holds values of "
              + found
              + ", this model has "
              + expected);
    }
  }

  /** What a resumed run must share with the one that was interrupted. */
  private Map<String, String> sameness() {
    return Map.of(
        "examples", String.valueOf(data.examples()),
        "data", config.checkpoint().map(CheckpointConfig::data).orElse(""),
        "terms", model.terms(),
        "batch", String.valueOf(config.batch()),
        "shuffle", String.valueOf(config.shuffle()),
        "seed", String.valueOf(model.config().seed()),
        "threads", String.valueOf(model.config().threads()),
        "optimizer", model.config().optimizer().toString());
  }
}
