package org.beamnsl.trainer.training;

import java.util.List;
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
    this(runner, engine.feeds, engine.inputs);
  }

  /** Feeds from tensors that no other run is using at the time. */
  Feeder(Session.Runner runner, Feeds feeds, InputTensors tensors) {
    this.runner = runner;
    this.feeds = feeds;
    this.tensors = tensors;
  }

  /** Features only, as prediction needs them. */
  Feeder features(Batch batch) {
    for (Input input : feeds.inputs) {
      Column column = batch.column(input.name());
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
          empty
              ? blank(input)
              : LabelledBatch.require(near.columns(), input.name(), "neighbour feature");
      input.check(column);
      feed(feeds.neighborFeature(input), column);
    }
    feed(feeds.owners, IntColumn.of(empty ? new int[1] : near.owners()));
    feed(feeds.edgeWeights, FloatColumn.of(empty ? new float[1] : near.weights(), 1));
  }

  /** Labels and example weights. */
  Feeder labels(LabelledBatch labelled, List<Supervision.Fed> targets) {
    for (int t = 0; t < targets.size(); t++) {
      feed(targets.get(t).labels(), labelled.labels().get(t));
      feed(targets.get(t).weights(), labelled.weights().get(t));
    }
    return this;
  }

  Feeder numbers(float[] numbers) {
    feed(feeds.numbers, FloatColumn.of(numbers));
    return this;
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

  private static Column blank(Input input) {
    int size = Column.sizeOf(input.shape());
    return input.kind() == Input.Kind.FLOAT
        ? FloatColumn.of(new float[size], input.shape())
        : IntColumn.of(new int[size], input.shape());
  }
}
