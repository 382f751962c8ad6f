package org.beamnsl.pipelines.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.List;
import org.beamnsl.beam.io.RecordScanner;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.tensorflow.proto.Example;

/** Examples as they are, also those that TensorFlow Datasets writes. */
final class RecordSource implements ExampleSource {
  @Override
  public void read(String split, String spec, ExampleSink sink) throws IOException {
    for (InputFile file : Inputs.files("input", spec)) {
      String path = file.path();
      try (RecordScanner records = RecordScanner.open(file)) {
        while (records.advance()) {
          accept(path, records, sink);
        }
      }
    }
  }

  private static void accept(String path, RecordScanner records, ExampleSink sink)
      throws IOException {
    Example example;
    try {
      example = Example.parseFrom(records.record());
    } catch (InvalidProtocolBufferException e) {
      sink.reject(new BadRecord(path, records.position(), "not an Example"));
      return;
    }
    sink.accept(path, records.position(), example);
  }

  @Override
  public List<String> classes() {
    return List.of();
  }
}
