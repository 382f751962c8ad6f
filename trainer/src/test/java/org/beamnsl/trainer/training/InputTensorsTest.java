package org.beamnsl.trainer.training;

import static com.google.common.truth.Truth.assertThat;

import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.PickedColumn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;

class InputTensorsTest {
  private final Graph graph = new Graph();
  private final InputTensors tensors = new InputTensors();
  private final Operand<?> input = Ops.create(graph).constant(0f);

  @AfterEach
  void freeMemory() {
    tensors.close();
    graph.close();
  }

  private static int[] ints(Tensor tensor) {
    int[] values = new int[(int) tensor.shape().size()];
    tensor.asRawTensor().data().asInts().read(values);
    return values;
  }

  @Test
  void pickedRowsArriveAsTheirCopyWould() {
    FloatColumn floats = FloatColumn.of(new float[] {0, 1, 2, 3, 4, 5}, 2);
    Column picked = new PickedColumn(floats, new int[] {2, 0, 2});
    Tensor tensor = tensors.of(input, picked);
    assertThat(tensor.shape().asArray()).isEqualTo(new long[] {3, 2});
    assertThat(Engine.floats(tensor)).isEqualTo(new float[] {4, 5, 0, 1, 4, 5});
    IntColumn numbers = IntColumn.of(new int[] {0, 1, 2, 3, 4, 5}, 3);
    assertThat(ints(tensors.of(input, new PickedColumn(numbers, new int[] {1}))))
        .isEqualTo(new int[] {3, 4, 5});
  }

  @Test
  void aTensorOfTheSameShapeIsFilledAnew() {
    Tensor first = tensors.of(input, FloatColumn.of(new float[] {1, 2}));
    Tensor second = tensors.of(input, FloatColumn.of(new float[] {3, 4}));
    assertThat(second).isSameInstanceAs(first);
    assertThat(Engine.floats(second)).isEqualTo(new float[] {3, 4});
  }

  @Test
  void anotherShapeOrKindTakesItsPlace() {
    tensors.of(input, FloatColumn.of(new float[] {1, 2}));
    assertThat(Engine.floats(tensors.of(input, FloatColumn.of(new float[] {5}))))
        .isEqualTo(new float[] {5});
    assertThat(ints(tensors.of(input, IntColumn.of(new int[] {7})))).isEqualTo(new int[] {7});
    assertThat(tensors.pairs(input, new long[] {1, 2, 3, 4}).shape().asArray())
        .isEqualTo(new long[] {2, 2});
  }
}
