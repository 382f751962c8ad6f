import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/**
 * Makes examples with vectors and texts in groups of similar ones: {@code MakeExamples folder rows
 * width files}. Started from its source with a bundle on the class path.
 */
public final class MakeExamples {
  private static final int GROUP = 10;

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    int rows = Integer.parseInt(args[1]);
    int width = Integer.parseInt(args[2]);
    int files = Integer.parseInt(args[3]);
    for (int file = 0; file < files; file++) {
      Path path = folder.resolve(String.format("data_tfrecord-%05d-of-%05d", file, files));
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
          TfRecordWriter writer = TfRecordWriter.create(out, TfRecordCompression.NONE)) {
        for (long row = (long) rows * file / files; row < (long) rows * (file + 1) / files; row++) {
          writer.write(example(row, width).toByteArray());
        }
      }
    }
  }

  private static Example example(long row, int width) {
    SplittableRandom center = new SplittableRandom(row / GROUP);
    SplittableRandom own = new SplittableRandom(~row);
    FloatList.Builder vector = FloatList.newBuilder();
    for (int i = 0; i < width; i++) {
      vector.addValue((float) (center.nextDouble() - 0.5 + 0.3 * (own.nextDouble() - 0.5)));
    }
    Example.Builder example = Example.newBuilder();
    example
        .getFeaturesBuilder()
        .putFeature(
            "id",
            Feature.newBuilder()
                .setBytesList(BytesList.newBuilder().addValue(bytes(String.format("r%08d", row))))
                .build())
        .putFeature("embedding", Feature.newBuilder().setFloatList(vector).build())
        .putFeature(
            "text",
            Feature.newBuilder()
                .setBytesList(BytesList.newBuilder().addValue(bytes(text(row))))
                .build())
        .putFeature(
            "label",
            Feature.newBuilder()
                .setInt64List(Int64List.newBuilder().addValue(row % 5 == 0 ? -1 : row / GROUP % 3))
                .build());
    return example.build();
  }

  private static String text(long row) {
    long group = row / GROUP;
    return String.format("topic%d theme%d word%d word%d", group % 97, group % 31, group, row % 7);
  }

  private static com.google.protobuf.ByteString bytes(String text) {
    return com.google.protobuf.ByteString.copyFrom(text, StandardCharsets.UTF_8);
  }
}
