package org.beamnsl.trainer.training;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
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

  private final CompiledModel model;
  private final Dataset data;
  private final FitConfig config;
  private final Optional<CheckpointDirectory> checkpoints;
  private final List<Map<String, Double>> epochs = new ArrayList<>();
  private int epoch;
  private long batches;
  private EpochMeans means;

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
    Stopping stopping = new Stopping(config.earlyStopping(), epochs);
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
              "the loss is %s at step %d (epoch %d, examples %s); the last checkpoint is kept",
              values[0],
              model.step(),
              epoch + 1,
              batch.ids().isEmpty() ? "without ids" : batch.ids()));
    }
    means.add(values, batch.size(), model.labelled(batch));
    if (!config.listeners().isEmpty()) {
      var report =
          new TrainingListener.StepReport(
              model.step(), epoch + 1, batch.size(), model.reported(), values);
      config.listeners().forEach(listener -> listener.onStep(report));
    }
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
                LOG.warn(
                    "{} is 0: no example of the epoch had a neighbour, or outputs are all equal",
                    name);
              } else if (scaled > 0.9 * loss && !model.config().targets().isEmpty()) {
                LOG.warn(
                    "{} is {} of a loss of {}: the multiplier leaves the labels little to say",
                    name,
                    scaled,
                    loss);
              }
            });
  }

  private void checkpoint() {
    Map<String, float[]> state = model.state();
    Map<String, Integer> sizes = new LinkedHashMap<>();
    state.forEach((name, array) -> sizes.put(name, array.length));
    var header =
        new Checkpoint.Header(
            model.step(), epoch, batches, means.sums(), means.counts(), epochs, sameness(), sizes);
    checkpoints.ifPresent(directory -> directory.save(new Checkpoint(header, state)));
  }

  private void resume(Checkpoint checkpoint) {
    Checkpoint.Header header = checkpoint.header();
    Map<String, String> expected = new TreeMap<>(sameness());
    Map<String, String> found = new TreeMap<>(header.fit());
    if (!expected.equals(found)) {
      throw NslException.badData(
          "the checkpoint does not fit: it was made with " + found + ", this run has " + expected);
    }
    model.restore(checkpoint.values(), header.step());
    epoch = header.epoch();
    batches = header.batches();
    epochs.addAll(header.epochs());
    means.restore(header.sums(), header.counts());
    LOG.info("resumed at step {} in epoch {}", header.step(), epoch + 1);
  }

  /** What a resumed run must share with the one that was interrupted. */
  private Map<String, String> sameness() {
    return Map.of(
        "examples", String.valueOf(data.examples()),
        "batch", String.valueOf(config.batch()),
        "shuffle", String.valueOf(config.shuffle()),
        "seed", String.valueOf(model.config().seed()),
        "threads", String.valueOf(model.config().threads()),
        "optimizer", model.config().optimizer().toString());
  }
}
