package org.beamnsl.trainer.training;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.beamnsl.trainer.model.Weights;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.proto.ConfigProto;

/**
 * How a step is shared between threads, by what it consists of:
 *
 * <ul>
 *   <li>the two directions of an LSTM, long and made of small products, take a thread each;
 *   <li>a perceptron of fewer than a million weights stays in the thread that asks for the step,
 *       because handing parts of a millisecond to a sleeping thread costs more than it saves; large
 *       batches of it are asked for in {@link Halves} by two threads;
 *   <li>everything else is split within and between its operations.
 * </ul>
 *
 * <p>A process has one pool of threads for parts of operations, made by its first session: models
 * of several kinds in one process share what suits the first of them.
 *
 * @param between threads for operations side by side; {@link #CALLER} for none but the caller's
 * @param within threads for parts of one operation
 */
record ThreadPlan(int between, int within) {
  /** In the caller's thread, as TensorFlow spells it. */
  static final int CALLER = -1;

  private static final long FEW_WEIGHTS = 1_000_000;

  /**
   * The plan for a graph.
   *
   * @param threads that may work at a time; results repeat bit by bit for the same number
   */
  static ThreadPlan of(Graph graph, Weights weights, int threads) {
    Map<String, Integer> operations = new HashMap<>();
    for (Iterator<GraphOperation> all = graph.operations(); all.hasNext(); ) {
      operations.merge(all.next().type(), 1, Integer::sum);
    }
    if (operations.getOrDefault("BlockLSTMV2", 0) > 1) {
      return new ThreadPlan(threads, 1);
    }
    boolean small = weights.trainableSize() < FEW_WEIGHTS && !operations.containsKey("Conv2D");
    return small ? new ThreadPlan(CALLER, 1) : new ThreadPlan(threads, threads);
  }

  /** Whether a step stays in the thread that asks for it. */
  boolean isOfCaller() {
    return between == CALLER;
  }

  /** The settings of a session. */
  ConfigProto config() {
    return ConfigProto.newBuilder()
        .setInterOpParallelismThreads(between)
        .setIntraOpParallelismThreads(within)
        // Waiting asleep: the steps of small models are so short that spinning would take more
        // processor time than the work itself.
        .setExperimental(ConfigProto.Experimental.newBuilder().setDisableThreadSpinning(true))
        .build();
  }
}
