package org.beamnsl.core.identify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ExampleAppender;
import org.beamnsl.core.example.ExampleView;

/** Makes ids and writes them into records. */
final class IdWriter {
  private final IdentifyParams params;
  private final IdentifiedSink sink;
  private final byte[] name;
  private final ExampleView view = new ExampleView();
  private final ExampleAppender appender = new ExampleAppender();

  IdWriter(IdentifyParams params, IdentifiedSink sink) {
    this.params = params;
    this.sink = sink;
    this.name = params.idFeature().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Hands a record on with its id.
   *
   * @param ordinal its number among the records of its key, from 0
   */
  void write(IdentityItem item, long ordinal) throws IOException {
    int start = item.recordStart();
    if (params.strategy() == IdStrategy.FEATURE) {
      sink.accept(item.split(), item.bytes(), start, start + item.length());
      return;
    }
    try {
      view.read(item.bytes(), start, item.length());
    } catch (BadExampleException e) {
      throw new IllegalStateException("records are checked before they are identified", e);
    }
    appender.startWithout(view, name);
    appender.addBytes(
        params.idFeature(), id(item.key(), ordinal).getBytes(StandardCharsets.US_ASCII));
    appender.finishInPlace();
    sink.accept(item.split(), appender.bytes(), appender.recordStart(), appender.recordEnd());
  }

  private String id(byte[] key, long ordinal) {
    return params.strategy() == IdStrategy.UUID
        ? IdText.uuid(params.runKey(), key, ordinal)
        : IdText.hex(key) + (ordinal == 0 ? "" : "-" + ordinal);
  }
}
