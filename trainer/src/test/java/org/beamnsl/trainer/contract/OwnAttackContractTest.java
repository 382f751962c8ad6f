package org.beamnsl.trainer.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import org.beamnsl.trainer.attack.Attack;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** An attack that no configuration describes: noise of a given strength, whatever the gradient. */
final class OwnAttackContractTest extends AttackContract {
  private record Noise(float strength) implements Attack {
    @Override
    public Map<String, Operand<?>> move(Start at) {
      Map<String, Operand<?>> moved = new LinkedHashMap<>(at.features());
      at.gradients()
          .forEach(
              (name, gradient) -> {
                Operand<TFloat32> draws = at.random().normal(at.tf(), at.tf().shape(gradient));
                Operand<TFloat32> noise = at.tf().math.mul(draws, at.tf().constant(strength));
                @SuppressWarnings("unchecked")
                Operand<TFloat32> feature = (Operand<TFloat32>) at.features().get(name);
                moved.put(name, at.tf().math.add(feature, noise));
              });
      return moved;
    }
  }

  @Override
  protected Attack attack() {
    return new Noise(0.1f);
  }
}
