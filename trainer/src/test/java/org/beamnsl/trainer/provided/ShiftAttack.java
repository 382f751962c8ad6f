package org.beamnsl.trainer.provided;

import java.util.LinkedHashMap;
import java.util.Map;
import org.beamnsl.trainer.attack.Attack;
import org.beamnsl.trainer.attack.AttackConfig;
import org.beamnsl.trainer.attack.AttackProvider;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Adds the length of a step to every number, whatever the gradient says. */
public final class ShiftAttack implements AttackProvider {
  @Override
  public String name() {
    return "shift";
  }

  @Override
  public Attack create(AttackConfig settings) {
    return new Shift(settings.stepSize());
  }

  private record Shift(float size) implements Attack {
    @Override
    public Map<String, Operand<?>> move(Start at) {
      Map<String, Operand<?>> moved = new LinkedHashMap<>(at.features());
      at.gradients()
          .keySet()
          .forEach(
              name -> {
                @SuppressWarnings("unchecked")
                Operand<TFloat32> feature = (Operand<TFloat32>) at.features().get(name);
                moved.put(name, at.tf().math.add(feature, at.tf().constant(size)));
              });
      return moved;
    }
  }
}
