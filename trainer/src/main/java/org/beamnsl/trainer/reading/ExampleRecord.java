package org.beamnsl.trainer.reading;

import com.google.protobuf.InvalidProtocolBufferException;
import org.beamnsl.core.failure.NslException;
import org.tensorflow.proto.Example;

/**
 * One serialized tf.train.Example and where it stood.
 *
 * @param index its place in the file, from 0
 */
public record ExampleRecord(String file, long index, byte[] bytes) {

  /**
   * The parsed example.
   *
   * @throws NslException (65) when the bytes are no example
   */
  public Example parse() {
    try {
      return Example.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw bad("is not a tf.train.Example");
    }
  }

  /** A failure that names this record. */
  NslException bad(String problem) {
    return NslException.badData(place() + " " + problem);
  }

  /** {@code file: record 17}, for messages. */
  public String place() {
    return file + ": record " + index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExampleRecord that && file.equals(that.file) && index == that.index;
  }

  @Override
  public int hashCode() {
    return 31 * file.hashCode() + Long.hashCode(index);
  }

  @Override
  public String toString() {
    return place();
  }
}
