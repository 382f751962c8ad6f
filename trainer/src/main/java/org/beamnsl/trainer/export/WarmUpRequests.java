package org.beamnsl.trainer.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.reading.FeatureSpec;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Requests that TensorFlow Serving sends itself before a model takes any of a user's: records of
 * {@code tensorflow.serving.PredictionLog}, each a prediction by the default signature. Their
 * examples hold zeros, ids 0 or black images: nothing of the training data leaves with the model.
 *
 * <p>The few fields that matter are written by hand; their numbers are those of TensorFlow
 * Serving's {@code prediction_log.proto}, {@code predict.proto} and {@code model.proto}.
 */
final class WarmUpRequests {
  private static final String FILE = "assets.extra/tf_serving_warmup_requests";
  private static final List<Integer> BATCHES = List.of(1, 32);

  private static final int LOG_PREDICT = 6;
  private static final int PREDICT_REQUEST = 1;
  private static final int REQUEST_MODEL = 1;
  private static final int REQUEST_INPUTS = 2;
  private static final int MODEL_SIGNATURE = 3;
  private static final int ENTRY_KEY = 1;
  private static final int ENTRY_VALUE = 2;

  private final List<FeatureSpec> features;

  WarmUpRequests(List<FeatureSpec> features) {
    this.features = features;
  }

  /** Writes one request with one example and one with a batch into a saved model. */
  void write(Path model) throws IOException {
    Path file = model.resolve(FILE);
    Files.createDirectories(file.getParent());
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      for (int batch : BATCHES) {
        writer.write(predictionLog(batch));
      }
    }
  }

  private byte[] predictionLog(int batch) throws IOException {
    byte[] entry =
        message(
            out -> {
              out.writeString(ENTRY_KEY, Signatures.EXAMPLES);
              out.writeMessage(ENTRY_VALUE, examples(batch));
            });
    byte[] model = message(out -> out.writeString(MODEL_SIGNATURE, Signatures.SERVING));
    byte[] request =
        message(
            out -> {
              out.writeByteArray(REQUEST_MODEL, model);
              out.writeByteArray(REQUEST_INPUTS, entry);
            });
    byte[] predict = message(out -> out.writeByteArray(PREDICT_REQUEST, request));
    return message(out -> out.writeByteArray(LOG_PREDICT, predict));
  }

  private TensorProto examples(int batch) throws IOException {
    ByteString example = example().toByteString();
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .setTensorShape(
                TensorShapeProto.newBuilder()
                    .addDim(TensorShapeProto.Dim.newBuilder().setSize(batch)));
    for (int i = 0; i < batch; i++) {
      tensor.addStringVal(example);
    }
    return tensor.build();
  }

  private Example example() throws IOException {
    Example.Builder example = Example.newBuilder();
    for (FeatureSpec spec : features) {
      example.getFeaturesBuilder().putFeature(spec.name(), blank(spec));
    }
    return example.build();
  }

  private static Feature blank(FeatureSpec spec) throws IOException {
    Feature.Builder feature = Feature.newBuilder();
    int count = Column.sizeOf(spec.shape());
    return switch (spec.stored()) {
      case FLOAT -> {
        FloatList.Builder zeros = FloatList.newBuilder();
        for (int i = 0; i < count; i++) {
          zeros.addValue(0);
        }
        yield feature.setFloatList(zeros).build();
      }
      case INT64 -> {
        Int64List.Builder zeros = Int64List.newBuilder();
        for (int i = 0; i < count; i++) {
          zeros.addValue(0);
        }
        yield feature.setInt64List(zeros).build();
      }
      case BYTES ->
          feature
              .setBytesList(
                  BytesList.newBuilder().addValue(blackImage(spec.shape()[1], spec.shape()[0])))
              .build();
    };
  }

  private static ByteString blackImage(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return ByteString.copyFrom(bytes.toByteArray());
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }
}
