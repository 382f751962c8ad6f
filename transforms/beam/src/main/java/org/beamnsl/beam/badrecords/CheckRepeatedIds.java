package org.beamnsl.beam.badrecords;

import java.io.Serializable;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.beamnsl.core.example.RepeatedIds;

/**
 * Adds up the repeated ids that all partitions found and checks the sum, so that a failure names
 * the first of all, whichever worker ends first.
 */
public final class CheckRepeatedIds extends PTransform<PCollection<RepeatedIds>, PDone> {
  /** Throws when ids must not repeat and do. */
  @FunctionalInterface
  public interface Check extends Serializable {
    /** Checks what all partitions found. */
    void check(RepeatedIds all);
  }

  private final Check check;

  private CheckRepeatedIds(Check check) {
    this.check = check;
  }

  /** Checks by this. */
  public static CheckRepeatedIds by(Check check) {
    return new CheckRepeatedIds(check);
  }

  @Override
  public PDone expand(PCollection<RepeatedIds> repeated) {
    repeated
        .apply("Together", WithKeys.of(0))
        .setCoder(KvCoder.of(VarIntCoder.of(), new RepeatedIdsCoder()))
        .apply("Group", GroupByKey.create())
        .apply("Check", ParDo.of(new CheckFn(check)));
    return PDone.in(repeated.getPipeline());
  }

  private static final class CheckFn extends DoFn<KV<Integer, Iterable<RepeatedIds>>, Void> {
    private final Check check;

    CheckFn(Check check) {
      this.check = check;
    }

    @ProcessElement
    public void check(@Element KV<Integer, Iterable<RepeatedIds>> all) {
      RepeatedIds sum = new RepeatedIds();
      all.getValue().forEach(sum::add);
      check.check(sum);
    }
  }
}
