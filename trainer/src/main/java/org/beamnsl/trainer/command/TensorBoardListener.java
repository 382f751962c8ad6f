package org.beamnsl.trainer.command;

import org.beamnsl.trainer.event.EventWriter;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.TrainingListener;

/** Writes every epoch's numbers and the distributions of all weights for TensorBoard. */
record TensorBoardListener(EventWriter events) implements TrainingListener {
  @Override
  public void onEpoch(EpochReport report, CompiledModel model) {
    events.scalars(report.step(), report.values());
    model.weights().forEach((name, values) -> events.histogram(report.step(), name, values));
    events.flush();
  }
}
