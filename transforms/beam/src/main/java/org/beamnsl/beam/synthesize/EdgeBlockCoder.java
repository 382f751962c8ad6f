package org.beamnsl.beam.synthesize;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.beamnsl.core.graph.EdgeBlock;

/** Blocks of edges. */
public final class EdgeBlockCoder extends CustomCoder<EdgeBlock> {
  private static final EdgeBlockCoder INSTANCE = new EdgeBlockCoder();

  private EdgeBlockCoder() {}

  /** The coder. */
  public static EdgeBlockCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(EdgeBlock block, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(block.edges());
    data.writeInt(block.bytes().length);
    data.write(block.bytes());
  }

  @Override
  public EdgeBlock decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int edges = data.readInt();
    byte[] bytes = new byte[data.readInt()];
    data.readFully(bytes);
    return new EdgeBlock(bytes, edges);
  }

  @Override
  public void verifyDeterministic() {}
}
