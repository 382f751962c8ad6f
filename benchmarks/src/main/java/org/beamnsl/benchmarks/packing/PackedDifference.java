package org.beamnsl.benchmarks.packing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.tensorflow.proto.Example;

/** Compares two files of packed records decoded, joined by id. */
public final class PackedDifference {
  private PackedDifference() {}

  /** Arguments: two files. Prints how many records differ, or are in one file only. */
  public static void main(String[] args) throws IOException {
    Map<String, byte[]> first = new HashMap<>();
    try (TfRecordReader reader = TfRecordReader.open(Path.of(args[0]))) {
      while (reader.advance()) {
        first.put(id(Example.parseFrom(reader.record())), reader.record());
      }
    }
    long equal = 0;
    long different = 0;
    try (TfRecordReader reader = TfRecordReader.open(Path.of(args[1]))) {
      while (reader.advance()) {
        Example example = Example.parseFrom(reader.record());
        byte[] other = first.remove(id(example));
        if (other != null && Example.parseFrom(other).equals(example)) {
          equal++;
        } else {
          different++;
        }
      }
    }
    System.out.println(
        equal + " equal, " + different + " different, " + first.size() + " only in the first");
  }

  private static String id(Example example) {
    return example.getFeatures().getFeatureOrThrow("id").getBytesList().getValue(0).toStringUtf8();
  }
}
