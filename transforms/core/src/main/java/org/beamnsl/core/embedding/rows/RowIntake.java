package org.beamnsl.core.embedding.rows;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.example.IdFeature;
import org.beamnsl.core.example.LabelFeature;
import org.beamnsl.core.page.PartitionPages;

/**
 * Turns records into rows, in batches, and rows into pages by hash of the id. What cannot be used
 * goes to the bad records. Not for use by several threads.
 */
public final class RowIntake implements Closeable {
  private final RowEncoder encoder;
  private final IdFeature idFeature;
  private final LabelFeature labelFeature;
  private final ExampleView view = new ExampleView();
  private final List<byte[]> batch = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();

  /** Takes ids and labels from these features. */
  public RowIntake(EmbedMethod method, String idFeature, String labelFeature) throws IOException {
    this.encoder = method.encoder();
    this.idFeature = new IdFeature(idFeature);
    this.labelFeature = new LabelFeature(labelFeature);
  }

  /** Adds a record; rows may appear later, with the batch it belongs to. */
  public void add(
      byte[] record, int split, BadRecord where, PartitionPages pages, Consumer<BadRecord> bad)
      throws IOException {
    try {
      view.read(record);
      RowHead head = new RowHead(idFeature.read(view), split, labelFeature.read(view));
      batch.add(record);
      waiting.add(new Waiting(head, where));
    } catch (BadExampleException e) {
      bad.accept(new BadRecord(where.file(), where.position(), e.reason()));
    }
    if (batch.size() >= encoder.batchSize()) {
      flush(pages, bad);
    }
  }

  /** Embeds what waits. */
  public void flush(PartitionPages pages, Consumer<BadRecord> bad) throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    List<Payload> payloads = encoder.encode(List.copyOf(batch));
    for (int i = 0; i < waiting.size(); i++) {
      Waiting row = waiting.get(i);
      byte[] bytes = payloads.get(i).bytes();
      if (bytes == null) {
        bad.accept(
            new BadRecord(row.where.file(), row.where.position(), payloads.get(i).problem()));
      } else {
        byte[] id = row.head.id();
        int partition = pages.partition(id, 0, id.length);
        RowReader.write(pages.page(partition), row.head, bytes);
        pages.written(partition);
      }
    }
    batch.clear();
    waiting.clear();
  }

  @Override
  public void close() throws IOException {
    encoder.close();
  }

  private record Waiting(RowHead head, BadRecord where) {}
}
