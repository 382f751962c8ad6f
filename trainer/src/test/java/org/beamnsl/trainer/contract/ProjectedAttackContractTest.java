package org.beamnsl.trainer.contract;

import org.beamnsl.trainer.attack.Attack;
import org.beamnsl.trainer.attack.AttackConfig;
import org.beamnsl.trainer.attack.Norm;

final class ProjectedAttackContractTest extends AttackContract {
  @Override
  protected Attack attack() {
    return AttackConfig.defaults()
        .withNorm(Norm.INFINITY)
        .withStepSize(0.1)
        .withEpsilon(0.15)
        .withIterations(3)
        .withRandomStart(true);
  }
}
