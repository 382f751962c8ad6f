package org.beamnsl.trainer.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.model.Input;

/**
 * Labels and example weights of a batch, checked.
 *
 * @param labels per target
 * @param weights per target; 0 for an example without label
 * @param labelled examples with a label per target, at least 1 so that it can be divided by; that
 *     of the whole batch, also when these are some of its rows
 */
record LabelledBatch(List<Column> labels, List<FloatColumn> weights, float[] labelled) {

  /** What the targets of a step need of this batch. */
  static LabelledBatch of(Batch batch, List<Supervision.Fed> targets, CompileConfig config) {
    List<Column> labels = new ArrayList<>();
    List<FloatColumn> weights = new ArrayList<>();
    float[] labelled = new float[targets.size()];
    for (int t = 0; t < targets.size(); t++) {
      Supervision.Fed target = targets.get(t);
      Column column = require(batch.columns(), target.label().name(), "label");
      float[] weighed = sampleWeights(batch, config);
      int present = batch.size();
      if (target.label().kind() == Input.Kind.INT) {
        present = weigh(batch, (IntColumn) intLabels(column, target), target, config, weighed);
        labels.add(column);
      } else {
        labels.add(floatLabels(column, target));
      }
      weights.add(FloatColumn.of(weighed));
      labelled[t] = Math.max(1, present);
    }
    return new LabelledBatch(labels, weights, labelled);
  }

  /** Those of some rows; the losses they give are their part of the whole batch's mean. */
  LabelledBatch select(int[] rows) {
    return new LabelledBatch(
        labels.stream().map(column -> column.select(rows)).toList(),
        weights.stream().map(column -> (FloatColumn) column.select(rows)).toList(),
        labelled);
  }

  private static float[] sampleWeights(Batch batch, CompileConfig config) {
    float[] weights = new float[batch.size()];
    if (config.sampleWeight().isEmpty()) {
      Arrays.fill(weights, 1f);
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

  /** The column of this name, or an error that says what it would be and what there is. */
  static Column require(Map<String, Column> columns, String name, String what) {
    Column column = columns.get(name);
    if (column == null) {
      throw NslException.badData(
          "the data have no " + what + " " + name + ", only " + new TreeSet<>(columns.keySet()));
    }
    return column;
  }
}
