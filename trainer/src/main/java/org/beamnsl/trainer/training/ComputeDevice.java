package org.beamnsl.trainer.training;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;

/**
 * Where TensorFlow computes. Asked by computing something: of the devices of this machine only
 * those count that the loaded native library can use and that TensorFlow chooses for a product of
 * matrices.
 *
 * @param kind {@code CPU} or {@code GPU}
 * @param number counts the devices of a kind from 0
 */
public record ComputeDevice(String kind, int number) {
  private static final Pattern PLACE = Pattern.compile(".*device:([A-Z]+):([0-9]+).*");
  private static final String PRODUCT = "nsl_product_to_see_the_device";

  /** The device that a session chooses; adds to its graph. */
  static ComputeDevice of(Graph graph, Session session) {
    Ops tf = Ops.create(graph);
    Shape one = Shape.of(1, 1);
    Operand<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(one));
    Operand<TFloat32> product = tf.withName(PRODUCT).linalg.matMul(input, input);
    RunOptions traced =
        RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();
    Session.Runner runner = session.runner().setOptions(traced).fetch(product);
    try (TFloat32 number = TFloat32.tensorOf(one);
        Result result = runner.feed(input, number).runAndFetchMetadata()) {
      return result.getMetadata().orElseThrow().getStepStats().getDevStatsList().stream()
          .filter(ComputeDevice::ranProduct)
          .map(device -> PLACE.matcher(device.getDevice()))
          .filter(Matcher::matches)
          .map(place -> new ComputeDevice(place.group(1), Integer.parseInt(place.group(2))))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("TensorFlow names no device"));
    }
  }

  private static boolean ranProduct(DeviceStepStats device) {
    return device.getNodeStatsList().stream()
        .map(NodeExecStats::getNodeName)
        .anyMatch(name -> name.startsWith(PRODUCT));
  }

  /** In words, for people. */
  public String describe() {
    return kind.equals("CPU")
        ? "the processor (no GPU that this build of TensorFlow can use)"
        : String.format(Locale.ROOT, "%s %d", kind, number);
  }
}
