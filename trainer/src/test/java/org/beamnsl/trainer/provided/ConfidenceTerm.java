package org.beamnsl.trainer.provided;

import org.beamnsl.trainer.regularize.Multiplier;
import org.beamnsl.trainer.regularize.Regularizer;
import org.beamnsl.trainer.regularize.RegularizerProvider;
import org.beamnsl.trainer.regularize.Step;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Makes sure predictions cost: the mean square of the outputs. */
public final class ConfidenceTerm implements RegularizerProvider {
  @Override
  public String name() {
    return "confidence";
  }

  @Override
  public Regularizer create(Multiplier multiplier) {
    return new Term(multiplier);
  }

  private record Term(Multiplier multiplier) implements Regularizer {
    @Override
    public String name() {
      return "confidence";
    }

    @Override
    public Operand<TFloat32> loss(Step step) {
      return step.tf()
          .math
          .mean(step.tf().math.square(step.clean().main()), step.tf().constant(new int[] {0, 1}));
    }
  }
}
