package org.beamnsl.trainer.training;

import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.Neighbors;
import org.beamnsl.trainer.data.SparseColumn;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.SparseRows;
import org.tensorflow.Operand;
import org.tensorflow.Session;

/** Feeds one batch into one run. */
final class Feeder {

  private final Session.Runner runner;
  private final Feeds feeds;
  private final InputTensors tensors;

  Feeder(Session.Runner runner, Engine engine) {
    this.runner = runner;
    this.feeds = engine.feeds;
    this.tensors = engine.inputs;
  }

  /** Features only, as prediction needs them. */
  Feeder features(Batch batch) {
    for (Input input : feeds.inputs) {
      Column column = require(batch.columns(), input.name(), "feature");
      input.check(column);
      feed(feeds.feature(input), column);
    }
    return this;
  }

  /** The batch's neighbours, or one row of weight 0 if there is none. */
  void neighbors(Batch batch) {
    Neighbors near = batch.neighbors();
    boolean empty = near.rows() == 0;
    for (Input input : feeds.neighborInputs) {
      Column column =
          empty ? blank(input) : require(near.columns(), input.name(), "neighbour feature");
      input.check(column);
      feed(feeds.neighborFeature(input), column);
    }
    feed(feeds.owners, IntColumn.of(empty ? new int[1] : near.owners()));
    feed(feeds.edgeWeights, FloatColumn.of(empty ? new float[1] : near.weights(), 1));
  }

  /**
   * Labels and example weights.
   *
   * @return labelled examples per target, at least 1 so that it can be divided by
   */
  float[] labels(Batch batch, List<Supervision.Fed> targets, CompileConfig config) {
    float[] labelled = new float[targets.size()];
    for (int t = 0; t < targets.size(); t++) {
      Supervision.Fed target = targets.get(t);
      Column column = require(batch.columns(), target.label().name(), "label");
      float[] weights = sampleWeights(batch, config);
      int present = batch.size();
      if (target.label().kind() == Input.Kind.INT) {
        present = weigh(batch, (IntColumn) intLabels(column, target), target, config, weights);
        feed(target.labels(), column);
      } else {
        feed(target.labels(), floatLabels(column, target));
      }
      feed(target.weights(), FloatColumn.of(weights));
      labelled[t] = Math.max(1, present);
    }
    return labelled;
  }

  void numbers(float[] numbers) {
    feed(feeds.numbers, FloatColumn.of(numbers));
  }

  void seedAndStep(long seed, long step) {
    runner.feed(feeds.seedAndStep, tensors.of(feeds.seedAndStep, seed, step));
  }

  private void feed(Operand<?> operand, Column column) {
    SparseRows rows = feeds.sparse.get(operand);
    if (rows == null) {
      runner.feed(operand, tensors.of(operand, column));
      return;
    }
    SparseColumn sparse = SparseColumn.of(column);
    runner.feed(rows.indices(), tensors.pairs(rows.indices(), sparse.indices()));
    runner.feed(rows.values(), tensors.of(rows.values(), FloatColumn.of(sparse.values())));
    long width = sparse.rowShape()[0];
    runner.feed(rows.shape(), tensors.of(rows.shape(), sparse.rows(), width));
  }

  private static float[] sampleWeights(Batch batch, CompileConfig config) {
    float[] weights = new float[batch.size()];
    if (config.sampleWeight().isEmpty()) {
      java.util.Arrays.fill(weights, 1f);
      return weights;
    }
    Column column = require(batch.columns(), config.sampleWeight(), "sample weight");
    if (!(column instanceof FloatColumn floats) || column.rowSize() != 1) {
      throw NslException.badData(
          "sample weight " + config.sampleWeight() + " must be one float per example");
    }
    return floats.data().clone();
  }

  /** Checks labels and zeroes the weights of examples without one; returns how many have one. */
  private static int weigh(
      Batch batch,
      IntColumn labels,
      Supervision.Fed target,
      CompileConfig config,
      float[] weights) {
    int present = 0;
    for (int i = 0; i < weights.length; i++) {
      int label = labels.data()[i];
      if (label < -1 || label >= target.classes()) {
        throw NslException.badData(
            String.format(
                "label %s of example %s is %d, expected 0 to %d, or -1 for none",
                target.label().name(),
                batch.ids().isEmpty() ? "number " + i + " of the batch" : batch.ids().get(i),
                label,
                target.classes() - 1));
      }
      if (label < 0) {
        weights[i] = 0;
      } else {
        present++;
        if (!config.classWeights().isEmpty()) {
          weights[i] *= config.classWeights().getOrDefault(label, 1.0).floatValue();
        }
      }
    }
    return present;
  }

  private static Column intLabels(Column column, Supervision.Fed target) {
    if (!(column instanceof IntColumn) || column.rowSize() != 1) {
      throw NslException.badData(
          "label "
              + target.label().name()
              + " must be one integer per example for the loss "
              + target.target().loss().name()
              + ", not "
              + column);
    }
    return column;
  }

  private static FloatColumn floatLabels(Column column, Supervision.Fed target) {
    int width = target.classes();
    if (column.rowSize() != width) {
      throw NslException.badData(
          "label "
              + target.label().name()
              + " has "
              + column.rowSize()
              + " values per example, but the output has "
              + width);
    }
    Column plain = column.decoded();
    if (plain instanceof FloatColumn floats) {
      return FloatColumn.of(floats.data(), width);
    }
    int[] ints = ((IntColumn) plain).data();
    float[] floats = new float[ints.length];
    for (int i = 0; i < ints.length; i++) {
      floats[i] = ints[i];
    }
    return FloatColumn.of(floats, width);
  }

  private static Column blank(Input input) {
    int size = Column.sizeOf(input.shape());
    return input.kind() == Input.Kind.FLOAT
        ? FloatColumn.of(new float[size], input.shape())
        : IntColumn.of(new int[size], input.shape());
  }

  private static Column require(Map<String, Column> columns, String name, String what) {
    Column column = columns.get(name);
    if (column == null) {
      throw NslException.badData(
          "the data have no "
              + what
              + " "
              + name
              + ", only "
              + new java.util.TreeSet<>(columns.keySet()));
    }
    return column;
  }
}
