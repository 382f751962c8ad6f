package org.beamnsl.examples.pipelines;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.regex.Pattern;
import org.apache.beam.sdk.transforms.DoFn;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/** Takes tags such as {@code <br />} out of a text feature; everything else stays as it is. */
final class RemoveMarkupFn extends DoFn<byte[], byte[]> {
  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  private final String feature;

  RemoveMarkupFn(String feature) {
    this.feature = feature;
  }

  @ProcessElement
  public void clean(@Element byte[] record, OutputReceiver<byte[]> out)
      throws InvalidProtocolBufferException {
    Example.Builder example = Example.parseFrom(record).toBuilder();
    BytesList.Builder texts = BytesList.newBuilder();
    for (ByteString text :
        example.getFeatures().getFeatureOrThrow(feature).getBytesList().getValueList()) {
      texts.addValue(ByteString.copyFromUtf8(TAG.matcher(text.toStringUtf8()).replaceAll(" ")));
    }
    example
        .getFeaturesBuilder()
        .putFeature(feature, Feature.newBuilder().setBytesList(texts).build());
    out.output(example.build().toByteArray());
  }
}
