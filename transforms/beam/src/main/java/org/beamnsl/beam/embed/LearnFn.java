package org.beamnsl.beam.embed;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.beamnsl.core.embedding.rows.LearningPass;
import org.jspecify.annotations.Nullable;

/** Makes of the sums over all rows what the pass leaves, in parts. */
final class LearnFn extends DoFn<KV<Integer, Iterable<KV<Integer, byte[]>>>, KV<Integer, byte[]>> {
  private final LearningPass pass;
  private final @Nullable PCollectionView<Iterable<KV<Integer, byte[]>>> learned;

  LearnFn(LearningPass pass, @Nullable PCollectionView<Iterable<KV<Integer, byte[]>>> learned) {
    this.pass = pass;
    this.learned = learned;
  }

  @ProcessElement
  public void learn(ProcessContext context) throws IOException {
    byte[] before = learned == null ? new byte[0] : Parts.join(context.sideInput(learned));
    double[] sums = Sums.ofBytes(Parts.join(context.element().getValue()));
    Parts.cut(pass.finish(before, sums), context::output);
  }
}
