package org.beamnsl.pipelines.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.List;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.tfrecord.CorruptRecordException;
import org.beamnsl.core.tfrecord.RecordFiles;
import org.beamnsl.core.tfrecord.RecordInput;
import org.tensorflow.proto.Example;

/** Examples as they are, also those that TensorFlow Datasets writes. */
final class RecordSource implements ExampleSource {
  @Override
  public void read(String split, String spec, ExampleSink sink) throws IOException {
    for (InputFile file : Inputs.files("input", spec)) {
      String path = file.path();
      try (RecordInput records = RecordFiles.open(path)) {
        while (records.advance()) {
          accept(path, records, sink);
        }
      } catch (CorruptRecordException e) {
        throw NslException.badData(String.valueOf(e.getMessage()));
      }
    }
  }

  private static void accept(String path, RecordInput records, ExampleSink sink)
      throws IOException {
    Example example;
    try {
      example = Example.parseFrom(records.record());
    } catch (InvalidProtocolBufferException e) {
      sink.reject(new BadRecord(path, records.position(), "is not a tf.train.Example"));
      return;
    }
    sink.accept(path, records.position(), example);
  }

  @Override
  public List<String> classes() {
    return List.of();
  }
}
