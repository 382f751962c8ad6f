package org.beamnsl.trainer.contract;

import org.beamnsl.trainer.attack.Attack;
import org.beamnsl.trainer.attack.AttackConfig;

final class StepAttackContractTest extends AttackContract {
  @Override
  protected Attack attack() {
    return AttackConfig.defaults().withStepSize(0.1);
  }
}
