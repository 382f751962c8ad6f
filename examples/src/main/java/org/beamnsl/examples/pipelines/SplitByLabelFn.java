package org.beamnsl.examples.pipelines;

import com.google.protobuf.InvalidProtocolBufferException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/** Deals examples out by whether they have a label: an integer other than -1. */
final class SplitByLabelFn extends DoFn<byte[], byte[]> {
  static final TupleTag<byte[]> LABELED = new TupleTag<>("labeled") {};
  static final TupleTag<byte[]> UNLABELED = new TupleTag<>("unlabeled") {};

  private final String label;

  private SplitByLabelFn(String label) {
    this.label = label;
  }

  static ParDo.MultiOutput<byte[], byte[]> asTransform(String label) {
    return ParDo.of(new SplitByLabelFn(label)).withOutputTags(LABELED, TupleTagList.of(UNLABELED));
  }

  @ProcessElement
  public void deal(@Element byte[] record, MultiOutputReceiver out)
      throws InvalidProtocolBufferException {
    Feature value =
        Example.parseFrom(record)
            .getFeatures()
            .getFeatureOrDefault(label, Feature.getDefaultInstance());
    boolean labeled =
        value.getInt64List().getValueCount() > 0 && value.getInt64List().getValue(0) != -1;
    out.get(labeled ? LABELED : UNLABELED).output(record);
  }
}
