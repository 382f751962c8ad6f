package org.beamnsl.trainer.layers;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.beamnsl.trainer.model.RandomStream;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.model.Weights;
import org.beamnsl.trainer.regularize.AdversarialRegularization;
import org.beamnsl.trainer.training.CompileConfig;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.FitConfig;
import org.beamnsl.trainer.training.Model;
import org.beamnsl.trainer.training.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class Pooling2DTest {

  /** A layer whose output does not tell how it was made, so that it is pooled as it is. */
  private record Silent(Layer layer) implements Layer {
    @Override
    public String kind() {
      return layer.kind();
    }

    @Override
    public Operand<TFloat32> call(Pass pass, String name, Operand<?> input) {
      return pass.tf().identity(layer.call(pass, name, input));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"LINEAR", "RELU", "TANH", "SIGMOID", "ELU", "SOFTPLUS"})
  void poolingBeforeBiasAndActivationTrainsToTheSameWeights(Activation activation) {
    Layer convolution = Conv2D.of(3, 3, activation);
    Map<String, float[]> early = trained(convolution);
    Map<String, float[]> late = trained(new Silent(convolution));
    assertThat(early.keySet()).isEqualTo(late.keySet());
    early.forEach(
        (name, values) ->
            assertWithMessage(name)
                .that(values)
                .usingTolerance(1e-5)
                .containsExactly(Objects.requireNonNull(late.get(name)))
                .inOrder());
  }

  private static Map<String, float[]> trained(Layer convolution) {
    Random random = new Random(3);
    float[] pixels = new float[8 * 6 * 6];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(3) == 0 ? 0 : (float) random.nextGaussian(); // ties, too
    }
    var data =
        InMemoryDataset.of(
            Map.of(
                "image", FloatColumn.of(pixels, 6, 6, 1),
                "label", IntColumn.of(new int[] {0, 1, 0, 1, 1, 0, 1, 0})));
    var base =
        Sequential.of(
            Input.floats("image", 6, 6, 1),
            convolution,
            Pooling2D.max(2),
            new Flatten(),
            Dense.of(2, Activation.SOFTMAX));
    var model = Model.of(base).with(AdversarialRegularization.defaults().withStepSize(0.1));
    var config = CompileConfig.of(Sgd.of(0.3), StandardLoss.sparseCategoricalCrossentropy());
    try (CompiledModel compiled = model.compile(config)) {
      compiled.fit(data, FitConfig.epochs(3).withBatch(4));
      return compiled.weights();
    }
  }

  @Test
  void theActivationOfAConvolutionWorksOnMaximaOnly() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Pass pass =
          Pass.inference(tf, new Weights(tf), new RandomStream(tf.constant(new long[] {0, 0})));
      Operand<TFloat32> image =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 6, 6, 1)));
      Operand<TFloat32> pooled =
          Pooling2D.max(2)
              .call(pass, "pool", Conv2D.of(3, 3, Activation.RELU).call(pass, "c", image));
      var last = (GraphOperation) pooled.op();
      assertThat(last.type()).isEqualTo("Relu");
      var before = (GraphOperation) last.input(0).op();
      assertThat(before.type()).isEqualTo("BiasAdd");
      assertThat(before.input(0).op().type()).isEqualTo("MaxPool");
      assertThat(pooled.shape().asArray()).isEqualTo(new long[] {-1, 2, 2, 3});
    }
  }
}
