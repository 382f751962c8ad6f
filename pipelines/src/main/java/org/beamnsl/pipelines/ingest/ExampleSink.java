package org.beamnsl.pipelines.ingest;

import java.io.IOException;
import org.beamnsl.core.badrecord.BadRecord;
import org.tensorflow.proto.Example;

/** Where a source puts what it reads, one after the other. */
interface ExampleSink {
  /**
   * Takes one Example.
   *
   * @param position where it stands in the file, as in {@link BadRecord}
   */
  void accept(String file, long position, Example example) throws IOException;

  /** Counts a record that cannot be used. */
  void reject(BadRecord bad) throws IOException;

  /** Tells the person at the terminal something that is no error. */
  void warn(String message);
}
