package org.beamnsl.embed;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.image.RgbImage;
import org.beamnsl.core.image.UnreadableImageException;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Signature.TensorDescription;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** Brings Examples into the form that a model reads. */
interface ModelInput {
  /** What the model reads of one Example. */
  Object read(byte[] example) throws BadExampleException;

  /** A batch of what was read as one tensor, the caller's to close. */
  Tensor tensor(List<Object> rows);

  /** The form that a model's input asks for. */
  static ModelInput of(VectorModel model, String feature) {
    TensorDescription input = model.input();
    if (input.dataType == DataType.DT_STRING) {
      return new Bytes(feature, model.inputName().equals("examples"));
    }
    if (input.dataType == DataType.DT_FLOAT) {
      return new Numbers(feature, input.shape);
    }
    throw NslException.badData(
        model.folder() + ": the input is of " + input.dataType + ", expected strings or floats");
  }

  private static Feature feature(byte[] example, String name) throws BadExampleException {
    try {
      Map<String, Feature> features = Example.parseFrom(example).getFeatures().getFeatureMap();
      @Nullable Feature feature = features.get(name);
      if (feature == null) {
        throw new BadExampleException("it has no feature '" + name + "'");
      }
      return feature;
    } catch (InvalidProtocolBufferException e) {
      throw new BadExampleException("is not a tf.train.Example");
    }
  }

  /**
   * Strings.
   *
   * @param name the feature
   * @param whole whether the model reads whole serialized Examples instead
   */
  record Bytes(String name, boolean whole) implements ModelInput {
    @Override
    public Object read(byte[] example) throws BadExampleException {
      if (whole) {
        return example;
      }
      Feature feature = feature(example, name);
      if (feature.getBytesList().getValueCount() == 0) {
        throw new BadExampleException("the feature '" + name + "' holds no bytes");
      }
      return feature.getBytesList().getValue(0).toByteArray();
    }

    @Override
    public Tensor tensor(List<Object> rows) {
      return TString.tensorOfBytes(
          NdArrays.vectorOfObjects(rows.stream().map(byte[].class::cast).toArray(byte[][]::new)));
    }
  }

  /**
   * Floats.
   *
   * @param name the feature
   * @param shape the model's input, its first axis for the batch; −1 where it takes any length
   */
  record Numbers(String name, Shape shape) implements ModelInput {
    private static final int IMAGE_AXES = 4;
    private static final float LARGEST_LEVEL = 255;

    @Override
    public Object read(byte[] example) throws BadExampleException {
      Feature feature = feature(example, name);
      float[] values =
          switch (feature.getKindCase()) {
            case BYTES_LIST -> image(feature);
            case FLOAT_LIST -> floats(feature);
            case INT64_LIST -> ints(feature);
            case KIND_NOT_SET -> throw new BadExampleException("'" + name + "' is empty");
          };
      long expected = LongStream.of(row().asArray()).reduce(1, (a, b) -> a * b);
      if (expected >= 0 && values.length != expected) {
        throw new BadExampleException(
            "'" + name + "' has " + values.length + " numbers, the model reads " + expected);
      }
      return values;
    }

    private Shape row() {
      return shape.tail();
    }

    private float[] image(Feature feature) throws BadExampleException {
      if (shape.numDimensions() != IMAGE_AXES || shape.get(1) < 1 || shape.get(2) < 1) {
        throw new BadExampleException(
            "'" + name + "' holds bytes, the model reads floats of the shape " + shape);
      }
      try {
        RgbImage image =
            RgbImage.decode(feature.getBytesList().getValue(0).toByteArray())
                .resize((int) shape.get(2), (int) shape.get(1));
        int channels = shape.get(3) == 1 ? 1 : RgbImage.CHANNELS;
        float[] values = new float[image.width() * image.height() * channels];
        for (int i = 0; i < values.length; i++) {
          values[i] = level(image.values(), i, channels) / LARGEST_LEVEL;
        }
        return values;
      } catch (UnreadableImageException e) {
        throw new BadExampleException(e.reason());
      }
    }

    private static float level(float[] rgb, int i, int channels) {
      if (channels == RgbImage.CHANNELS) {
        return rgb[i];
      }
      // The weights of tf.image.rgb_to_grayscale.
      int at = RgbImage.CHANNELS * i;
      return 0.2989f * rgb[at] + 0.587f * rgb[at + 1] + 0.114f * rgb[at + 2];
    }

    private static float[] floats(Feature feature) {
      float[] values = new float[feature.getFloatList().getValueCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = feature.getFloatList().getValue(i);
      }
      return values;
    }

    private static float[] ints(Feature feature) {
      float[] values = new float[feature.getInt64List().getValueCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = feature.getInt64List().getValue(i);
      }
      return values;
    }

    @Override
    public Tensor tensor(List<Object> rows) {
      int width = ((float[]) rows.get(0)).length;
      float[] all = new float[rows.size() * width];
      for (int i = 0; i < rows.size(); i++) {
        float[] row = (float[]) rows.get(i);
        if (row.length != width) {
          throw NslException.badData(
              "'" + name + "' has " + row.length + " numbers in one example, " + width + " before");
        }
        System.arraycopy(row, 0, all, i * width, width);
      }
      long[] axes = row().asArray();
      for (int i = 0; i < axes.length; i++) {
        axes[i] = axes.length == 1 ? width : axes[i];
      }
      return TFloat32.tensorOf(Shape.of(rows.size()).append(Shape.of(axes)), DataBuffers.of(all));
    }
  }
}
