package org.beamnsl.trainer.command;

import java.util.Optional;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;
import org.beamnsl.trainer.training.Adagrad;
import org.beamnsl.trainer.training.Adam;
import org.beamnsl.trainer.training.GradientClip;
import org.beamnsl.trainer.training.LearningRateSchedule;
import org.beamnsl.trainer.training.Optimizer;
import org.beamnsl.trainer.training.RmsProp;
import org.beamnsl.trainer.training.Sgd;

/** How gradients change weights. */
record OptimizerFlags(
    @Flag(value = "how gradients change weights", defaultValue = "adam") OptimizerKind optimizer,
    @Flag(value = "learning rate, above 0", defaultValue = "0.001") double learningRate,
    @Flag(
            value =
                "how the learning rate changes: not at all, or by half a cosine to 0 at the end",
            defaultValue = "constant")
        RateSchedule learningRateSchedule,
    @Flag(value = "largest norm of all gradients together; 0 for no limit", defaultValue = "0")
        double gradientClip) {
  OptimizerFlags {
    FlagBounds.positive("learningRate", learningRate);
    FlagBounds.atLeastZero("gradientClip", gradientClip);
  }

  /** Optimizers by name. */
  enum OptimizerKind {
    ADAM,
    SGD,
    ADAGRAD,
    RMSPROP
  }

  /** How the learning rate changes with the steps. */
  enum RateSchedule {
    CONSTANT,
    COSINE
  }

  /** The optimizer at the first rate. */
  Optimizer build() {
    return switch (optimizer) {
      case ADAM -> Adam.of(learningRate);
      case SGD -> Sgd.of(learningRate);
      case ADAGRAD -> Adagrad.of(learningRate);
      case RMSPROP -> RmsProp.of(learningRate);
    };
  }

  /** The change of the rate over {@code steps}, unless it is constant. */
  Optional<LearningRateSchedule> schedule(long steps) {
    return learningRateSchedule == RateSchedule.COSINE
        ? Optional.of(LearningRateSchedule.cosine(steps))
        : Optional.empty();
  }

  /** The bound on gradients, if there is one. */
  Optional<GradientClip> clip() {
    return gradientClip > 0
        ? Optional.of(new GradientClip(GradientClip.Kind.GLOBAL_NORM, gradientClip))
        : Optional.empty();
  }
}
