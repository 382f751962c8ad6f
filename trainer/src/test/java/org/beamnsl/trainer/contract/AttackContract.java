package org.beamnsl.trainer.contract;

import static com.google.common.truth.Truth.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.trainer.attack.Attack;
import org.beamnsl.trainer.attack.InputGradients;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.BatchOrder;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Branched;
import org.beamnsl.trainer.model.Derivatives;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.RandomStream;
import org.beamnsl.trainer.regularize.AdversarialRegularization;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.Model;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What every {@link Attack} must keep; extend it to check one of your own. */
public abstract class AttackContract {

  /** The attack to check: equal ones on every call. */
  protected abstract Attack attack();

  /** The model it is checked with: one of numbers, which may move, and integers, which may not. */
  private static BaseModel model() {
    return Branched.concatenating(
        List.of(Input.floats("numbers", 5), Input.ints("counts", 3)),
        Dense.of(6, Activation.TANH),
        Dense.of(2));
  }

  private static Batch batch() {
    return Samples.of(model().inputs()).batches(BatchOrder.sequential(4)).next();
  }

  @Test
  void movesWithinTheShapeAndLeavesIntegersAndLabels() {
    try (CompiledModel compiled = Trainings.compile(Model.of(model()))) {
      Batch moved = compiled.perturb(batch(), attack());
      Map<String, Column> rest = new LinkedHashMap<>(moved.columns());
      Column numbers = Objects.requireNonNull(rest.remove("numbers"));
      Map<String, Column> original = new LinkedHashMap<>(batch().columns());
      Column before = Objects.requireNonNull(original.remove("numbers"));
      assertThat(rest).isEqualTo(original);
      assertThat(numbers).isNotEqualTo(before);
      assertThat(numbers.rows()).isEqualTo(4);
      assertThat(numbers.rowShape()).isEqualTo(before.rowShape());
    }
  }

  @Test
  void movesTheSameAgain() {
    try (CompiledModel one = Trainings.compile(Model.of(model()));
        CompiledModel other = Trainings.compile(Model.of(model()))) {
      assertThat(one.perturb(batch(), attack())).isEqualTo(other.perturb(batch(), attack()));
    }
  }

  @Test
  void equalsOneThatDoesTheSame() {
    assertThat(attack()).isEqualTo(attack());
    assertThat(attack().hashCode()).isEqualTo(attack().hashCode());
  }

  @Test
  void trainsToTheSameBitsAgain() {
    Model model = Model.of(model()).with(AdversarialRegularization.defaults().withAttack(attack()));
    var data = Samples.of(model().inputs());
    assertThat(Trainings.trained(model, data)).isEqualTo(Trainings.trained(model, data));
  }

  @Test
  void theWayToTheCopyIsAConstantToDifferentiation() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> weight = tf.constant(new float[][] {{2}, {3}});
      Map<String, Operand<?>> features = new LinkedHashMap<>();
      features.put("numbers", Input.floats("numbers", 2).placeholder(tf));
      Attack.Start start = start(tf, features, weight);
      @SuppressWarnings("unchecked")
      Operand<TFloat32> moved = (Operand<TFloat32>) attack().move(start).get("numbers");
      Operand<TFloat32> sum = tf.reduceSum(moved, tf.constant(new int[] {0, 1}));
      assertThat(Derivatives.of(tf, sum, Map.of("weight", weight))).isEmpty();
    }
  }

  private static Attack.Start start(
      Ops tf, Map<String, Operand<?>> features, Operand<TFloat32> weight) {
    Operand<TFloat32> loss = loss(tf, features, weight);
    return new Attack.Start(
        tf,
        features,
        InputGradients.of(tf, loss, features),
        others -> loss(tf, others, weight),
        new RandomStream(tf.constant(new long[] {1, 2})));
  }

  @SuppressWarnings("unchecked")
  private static Operand<TFloat32> loss(
      Ops tf, Map<String, Operand<?>> features, Operand<TFloat32> weight) {
    Operand<TFloat32> numbers = (Operand<TFloat32>) features.get("numbers");
    return tf.math.mean(
        tf.math.square(tf.linalg.matMul(numbers, weight)), tf.constant(new int[] {0, 1}));
  }
}
