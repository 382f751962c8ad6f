package org.beamnsl.beam.synthesize;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.beamnsl.core.synthesis.ShardFacts;

/** Facts about files of a graph. */
final class ShardFactsCoder extends CustomCoder<ShardFacts> {
  @Override
  public void encode(ShardFacts facts, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(facts.toJson(), out);
  }

  @Override
  public ShardFacts decode(InputStream in) throws IOException {
    return ShardFacts.fromJson(StringUtf8Coder.of().decode(in));
  }

  @Override
  public void verifyDeterministic() {}
}
