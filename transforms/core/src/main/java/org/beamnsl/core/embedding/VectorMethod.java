package org.beamnsl.core.embedding;

import java.io.IOException;
import java.util.List;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.embedding.rows.Payload;
import org.beamnsl.core.embedding.rows.RowDecoder;
import org.beamnsl.core.embedding.rows.RowEncoder;
import org.beamnsl.core.embedding.rows.RowReader;
import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;

/** Embeds each example by itself; the payload is the vector. */
public final class VectorMethod implements EmbedMethod {
  private static final long serialVersionUID = 1;

  private final EmbeddingFn fn;

  /** Embeds by this function. */
  public VectorMethod(EmbeddingFn fn) {
    this.fn = fn;
  }

  @Override
  public RowEncoder encoder() throws IOException {
    fn.open();
    return new VectorEncoder();
  }

  @Override
  public RowDecoder decoder(byte[] learned) {
    return VectorMethod::vector;
  }

  private static float[] vector(RowReader row) {
    PageReader payload = row.payload();
    float[] vector = new float[(row.payloadEnd() - payload.position()) / Float.BYTES];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = payload.getFloat();
    }
    return vector;
  }

  private static Payload payload(Embedded embedded) {
    float[] vector = embedded.vector();
    if (vector == null) {
      return Payload.bad(embedded.problem());
    }
    PageWriter page = new PageWriter(vector.length * Float.BYTES);
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        return Payload.bad("its embedding holds " + value);
      }
      page.putFloat(value);
    }
    return Payload.of(page.take());
  }

  private final class VectorEncoder implements RowEncoder {
    @Override
    public int batchSize() {
      return fn.batchSize();
    }

    @Override
    public List<Payload> encode(List<byte[]> examples) throws IOException {
      return fn.embed(examples).stream().map(VectorMethod::payload).toList();
    }

    @Override
    public void close() {
      fn.close();
    }
  }
}
