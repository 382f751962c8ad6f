package org.beamnsl.pipelines.ingest;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/**
 * Images and labels in idx files. A split names one file of images and, unless it is unlabelled,
 * one of labels, in any order; which is which is told by the number of axes. Pixels become floats.
 */
final class IdxSource implements ExampleSource {
  private final IngestOptions options;
  private int classes;
  private @Nullable List<Integer> shape;

  IdxSource(IngestOptions options) {
    this.options = options;
  }

  @Override
  public void read(String split, String spec, ExampleSink sink) throws IOException {
    List<String> images = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (InputFile file : Inputs.files("input", spec)) {
      try (IdxFile idx = IdxFile.open(file.path())) {
        (idx.rank() == 1 ? labels : images).add(file.path());
      }
    }
    if (images.size() != 1 || labels.size() > 1) {
      throw NslException.badData(
          "--input="
              + spec
              + ": a split needs one idx file of images and at most one of labels, found "
              + images.size()
              + " and "
              + labels.size());
    }
    read(split, images.get(0), labels.isEmpty() ? null : labels.get(0), sink);
  }

  private void read(String split, String images, @Nullable String labels, ExampleSink sink)
      throws IOException {
    try (IdxFile pixels = IdxFile.open(images);
        @Nullable IdxFile classNumbers = labels == null ? null : IdxFile.open(labels)) {
      if (classNumbers != null && classNumbers.count() != pixels.count()) {
        throw NslException.badData(
            labels
                + ": has "
                + classNumbers.count()
                + " labels for the "
                + pixels.count()
                + " images of "
                + images);
      }
      shape = IntStream.range(1, pixels.rank()).mapToObj(pixels::axis).toList();
      for (int i = 0; i < pixels.count(); i++) {
        int label = classNumbers == null ? -1 : classNumbers.next()[0] & 0xff;
        classes = Math.max(classes, label + 1);
        sink.accept(images, i, example(split + "-" + i, pixels.next(), label));
      }
    }
  }

  private Example example(String id, byte[] pixels, int label) {
    Map<String, Feature> features = new TreeMap<>();
    Feature.Builder image = Feature.newBuilder();
    for (byte pixel : pixels) {
      image.getFloatListBuilder().addValue((float) ((pixel & 0xff) / options.pixelDivisor()));
    }
    features.put(options.mainFeature(), image.build());
    Feature.Builder idFeature = Feature.newBuilder();
    idFeature.getBytesListBuilder().addValue(ByteString.copyFromUtf8(id));
    features.put(options.idFeature(), idFeature.build());
    Feature.Builder labelFeature = Feature.newBuilder();
    labelFeature.getInt64ListBuilder().addValue(label);
    features.put(options.labelFeature(), labelFeature.build());
    Example.Builder example = Example.newBuilder();
    example.getFeaturesBuilder().putAllFeature(features);
    return example.build();
  }

  @Override
  public List<String> classes() {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  @Override
  public Map<String, Object> details() {
    List<Integer> known = shape == null ? List.of() : shape;
    return Map.of("imageShape", known, "pixelDivisor", options.pixelDivisor());
  }
}
