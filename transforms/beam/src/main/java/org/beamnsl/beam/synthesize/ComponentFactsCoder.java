package org.beamnsl.beam.synthesize;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.beamnsl.core.synthesis.ComponentFacts;

/** Facts about connected components. */
final class ComponentFactsCoder extends CustomCoder<ComponentFacts> {
  private static final ComponentFactsCoder INSTANCE = new ComponentFactsCoder();

  private ComponentFactsCoder() {}

  static ComponentFactsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ComponentFacts facts, OutputStream out) throws IOException {
    VarIntCoder.of().encode(facts.components(), out);
    VarIntCoder.of().encode(facts.largest(), out);
  }

  @Override
  public ComponentFacts decode(InputStream in) throws IOException {
    int components = VarIntCoder.of().decode(in);
    return new ComponentFacts(components, VarIntCoder.of().decode(in));
  }

  @Override
  public void verifyDeterministic() {}
}
