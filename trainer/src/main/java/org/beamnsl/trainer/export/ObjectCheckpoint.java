package org.beamnsl.trainer.export;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * The variables of a saved model as a checkpoint that serves both ways of loading it: the values,
 * under keys as objects want them, and the objects that they belong to.
 */
final class ObjectCheckpoint {
  private static final String OBJECTS = "_CHECKPOINTABLE_OBJECT_GRAPH";

  /** What the keys of an object's values must hold. */
  private static final String ATTRIBUTE = "/.ATTRIBUTES/VARIABLE_VALUE";

  /** Inputs of the operation that saves: a file, names, slices, and from here on the values. */
  private static final int NAMES = 1;

  private static final int VALUES = 3;

  private final Ops tf;
  private final List<String> names = new ArrayList<>();
  private final List<Operand<?>> values = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();

  private ObjectCheckpoint(Ops tf) {
    this.tf = tf;
  }

  /** Replaces the variables in the folder of a saved model. */
  static void write(
      Path folder,
      LibraryFunctions shapes,
      Map<String, float[]> weights,
      TrackableObjectGraph objects) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      ObjectCheckpoint checkpoint = new ObjectCheckpoint(Ops.create(graph));
      new TreeMap<>(weights).forEach((name, value) -> checkpoint.add(name, shapes, value));
      checkpoint.add(objects);
      checkpoint.save(session, folder.resolve("variables").resolve("variables"));
    }
  }

  /** What the checkpoint calls the value of a variable. */
  static String key(String variable) {
    return variable + ATTRIBUTE;
  }

  /** Lets the operations that save and restore a graph's variables use these keys, too. */
  static void rename(GraphDef.Builder graph) {
    Map<String, AttrValue> keys = new HashMap<>();
    for (NodeDef node : graph.getNodeList()) {
      if (node.getOp().equals("SaveV2")) {
        keys.put(
            node.getInput(NAMES), keys(node.getInputList().subList(VALUES, node.getInputCount())));
      }
    }
    for (NodeDef.Builder node : graph.getNodeBuilderList()) {
      AttrValue renamed = keys.get(node.getName());
      if (renamed != null) {
        node.putAttr("value", renamed);
      }
    }
  }

  private static AttrValue keys(List<String> variables) {
    TensorProto.Builder keys = TensorProto.newBuilder().setDtype(DataType.DT_STRING);
    keys.getTensorShapeBuilder().addDimBuilder().setSize(variables.size());
    variables.forEach(variable -> keys.addStringVal(ByteString.copyFromUtf8(key(variable))));
    return AttrValue.newBuilder().setTensor(keys).build();
  }

  private void add(String name, LibraryFunctions shapes, float[] value) {
    Shape axes = shapes.axes(name);
    names.add(key(name));
    values.add(tf.placeholder(TFloat32.class, Placeholder.shape(axes)));
    tensors.add(TFloat32.tensorOf(axes, DataBuffers.of(value, false, false)));
  }

  private void add(TrackableObjectGraph objects) {
    names.add(OBJECTS);
    values.add(tf.placeholder(TString.class, Placeholder.shape(Shape.scalar())));
    tensors.add(TString.tensorOfBytes(NdArrays.scalarOfObject(objects.toByteArray())));
  }

  private void save(Session session, Path prefix) {
    Op save =
        tf.train.save(
            tf.constant(prefix.toString()),
            tf.array(names.toArray(String[]::new)),
            tf.array(names.stream().map(name -> "").toArray(String[]::new)),
            values);
    try {
      Session.Runner runner = session.runner().addTarget(save);
      for (int i = 0; i < values.size(); i++) {
        runner.feed(values.get(i), tensors.get(i));
      }
      runner.run().close();
    } finally {
      tensors.forEach(Tensor::close);
    }
  }
}
