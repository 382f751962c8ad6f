package org.beamnsl.trainer.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.trainer.reading.ExampleFiles;
import org.beamnsl.trainer.reading.ExampleRecord;
import org.beamnsl.trainer.reading.Labels;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Feature;

/**
 * The labelled examples to evaluate on, as they are stored.
 *
 * @param label the feature that the labels come from
 * @param records how many records were read, unlabelled ones included
 * @param slices for each slicing feature, its value for every labelled example
 */
public record EvaluationSet(
    String label,
    List<ExampleRecord> examples,
    int[] labels,
    long records,
    Map<String, List<String>> slices) {
  private static final String ABSENT = "(none)";

  /**
   * Reads all examples; those without label only count.
   *
   * @throws NslException (65) when no example has a label
   */
  public static EvaluationSet read(
      List<InputFile> files, String labelFeature, List<String> sliceFeatures) {
    List<ExampleRecord> examples = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    Map<String, List<String>> slices = new LinkedHashMap<>();
    sliceFeatures.forEach(feature -> slices.put(feature, new ArrayList<>()));
    long[] records = new long[1];
    ExampleFiles.forEach(
        files,
        record -> {
          records[0]++;
          Map<String, Feature> features = record.parse().getFeatures().getFeatureMap();
          int label = Labels.of(record, features, labelFeature);
          if (label != Labels.UNLABELLED) {
            examples.add(record);
            labels.add(label);
            slices.forEach((feature, values) -> values.add(text(features.get(feature))));
          }
          return true;
        });
    if (examples.isEmpty()) {
      throw NslException.badData(
          (files.isEmpty() ? "the examples" : files.get(0).path())
              + ": none of "
              + records[0]
              + " examples has a label "
              + labelFeature);
    }
    return new EvaluationSet(
        labelFeature,
        examples,
        labels.stream().mapToInt(label -> label).toArray(),
        records[0],
        slices);
  }

  /** The serialized examples of a range of rows. */
  List<byte[]> bytes(int from, int to) {
    return examples.subList(from, to).stream().map(ExampleRecord::bytes).toList();
  }

  private static String text(@Nullable Feature feature) {
    if (feature == null) {
      return ABSENT;
    }
    String text =
        switch (feature.getKindCase()) {
          case BYTES_LIST ->
              feature.getBytesList().getValueList().stream()
                  .map(value -> value.toStringUtf8())
                  .collect(Collectors.joining(","));
          case INT64_LIST ->
              feature.getInt64List().getValueList().stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(","));
          case FLOAT_LIST ->
              feature.getFloatList().getValueList().stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(","));
          case KIND_NOT_SET -> "";
        };
    return text.isEmpty() ? ABSENT : text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EvaluationSet that && examples.equals(that.examples);
  }

  @Override
  public int hashCode() {
    return examples.hashCode();
  }

  @Override
  public String toString() {
    return "EvaluationSet[" + examples.size() + " labelled of " + records + "]";
  }
}
