package org.beamnsl.pipelines.buildgraph;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.Int64List;

/** Makes files of sets of tokens, in a feature {@code tokens}. */
final class TokenFile {
  private final EmbeddingFile records = new EmbeddingFile();

  /** Rows {@code r0}, {@code r1}, … in clusters of about twelve, always the same; some of them. */
  static TokenFile clustered(int rows, int from, int to) {
    Random random = new Random(4);
    TokenFile file = new TokenFile();
    long[] center = new long[16];
    for (int row = 0; row < rows; row++) {
      long[] tokens = new long[center.length];
      for (int k = 0; k < center.length; k++) {
        center[k] = row % 12 == 0 ? random.nextInt(5000) : center[k];
        tokens[k] = random.nextInt(6) == 0 ? random.nextInt(5000) : center[k];
      }
      if (row >= from && row < to) {
        file.numbers("r" + row, tokens);
      }
    }
    return file;
  }

  TokenFile numbers(String id, long... tokens) {
    Int64List.Builder list = Int64List.newBuilder();
    for (long token : tokens) {
      list.addValue(token);
    }
    return add(id, Feature.newBuilder().setInt64List(list).build());
  }

  TokenFile words(String id, String... tokens) {
    BytesList.Builder list = BytesList.newBuilder();
    for (String token : tokens) {
      list.addValue(ByteString.copyFromUtf8(token));
    }
    return add(id, Feature.newBuilder().setBytesList(list).build());
  }

  private TokenFile add(String id, Feature tokens) {
    Feature name =
        Feature.newBuilder()
            .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8(id)))
            .build();
    Features features =
        Features.newBuilder().putFeature("id", name).putFeature("tokens", tokens).build();
    records.raw(Example.newBuilder().setFeatures(features).build().toByteArray());
    return this;
  }

  Path write(Path file) throws IOException {
    return records.write(file);
  }
}
