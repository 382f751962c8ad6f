package org.beamnsl.beam.augment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.beamnsl.core.graph.Edge;

/** Coder of {@link Edge}. */
public final class EdgeCoder extends AtomicCoder<Edge> {
  @Override
  public void encode(Edge edge, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(edge.source(), out);
    StringUtf8Coder.of().encode(edge.target(), out);
    DoubleCoder.of().encode(edge.weight(), out);
    StringUtf8Coder.of().encode(edge.type(), out);
  }

  @Override
  public Edge decode(InputStream in) throws IOException {
    return new Edge(
        StringUtf8Coder.of().decode(in),
        StringUtf8Coder.of().decode(in),
        DoubleCoder.of().decode(in),
        StringUtf8Coder.of().decode(in));
  }
}
