package org.beamnsl.beam.embed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.beamnsl.core.embedding.rows.EmbedMethod;

/** Learns from all pages on one worker, which must hold them in memory. */
final class LearnFn extends DoFn<KV<Integer, Iterable<byte[]>>, KV<Integer, byte[]>> {
  private final EmbedMethod method;

  LearnFn(EmbedMethod method) {
    this.method = method;
  }

  @ProcessElement
  public void learn(
      @Element KV<Integer, Iterable<byte[]>> all, OutputReceiver<KV<Integer, byte[]>> out)
      throws IOException {
    List<byte[]> pages = new ArrayList<>();
    all.getValue().forEach(pages::add);
    Learned.cut(method.learn(pages), out::output);
  }
}
