package org.beamnsl.beam.synthesize;

import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.beamnsl.core.graph.HashedComponents;
import org.beamnsl.core.synthesis.ComponentFacts;

/**
 * Counts connected components in one place, from the edges of a forest of each shard: pairs of
 * hashes. Gives nothing for a graph without edges.
 */
final class CountComponents extends PTransform<PCollection<long[]>, PCollection<ComponentFacts>> {
  @Override
  public PCollection<ComponentFacts> expand(PCollection<long[]> forests) {
    return forests
        .apply(
            "InOnePlace",
            WithKeys.<Integer, long[]>of(0)
                .withKeyType(VarIntCoder.of().getEncodedTypeDescriptor()))
        .setCoder(KvCoder.of(VarIntCoder.of(), LongsCoder.of()))
        .apply("GatherForests", GroupByKey.create())
        .apply("Connect", ParDo.of(new ConnectFn()))
        .setCoder(ComponentFactsCoder.of());
  }

  private static final class ConnectFn extends DoFn<KV<Integer, Iterable<long[]>>, ComponentFacts> {
    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<long[]>> all, OutputReceiver<ComponentFacts> receiver) {
      HashedComponents components = new HashedComponents();
      for (long[] pairs : all.getValue()) {
        for (int i = 0; i < pairs.length; i += 2) {
          components.join(pairs[i], pairs[i + 1]);
        }
      }
      receiver.output(new ComponentFacts(components.components(), components.largest()));
    }
  }
}
