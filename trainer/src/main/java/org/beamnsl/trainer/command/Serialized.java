package org.beamnsl.trainer.command;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.tensorflow.proto.Example;

/**
 * Examples as bytes with their features in a fixed order, so that equal examples are equal bytes.
 */
final class Serialized {
  private Serialized() {}

  static byte[] of(Example example) {
    byte[] bytes = new byte[example.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      example.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }
}
