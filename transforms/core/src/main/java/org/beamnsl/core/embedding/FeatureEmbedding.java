package org.beamnsl.core.embedding;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.example.FeatureCursor;
import org.beamnsl.core.example.FeatureKind;

/** Takes numeric features as they are, one after the other. Integers become floats. */
public final class FeatureEmbedding implements EmbeddingFn {
  private static final long serialVersionUID = 1;

  private final List<String> features;
  private final int dimensions;
  private transient Reader reader = new Reader();

  /**
   * Takes these features.
   *
   * @param dimensions how many values all of them together must have; 0 for any number
   */
  public FeatureEmbedding(List<String> features, int dimensions) {
    this.features = new ArrayList<>(features);
    this.dimensions = dimensions;
  }

  @Override
  public void open() {
    reader = new Reader();
  }

  @Override
  public List<Embedded> embed(List<byte[]> examples) {
    return examples.stream().map(this::embed).toList();
  }

  private Embedded embed(byte[] example) {
    try {
      float[] vector = reader.read(example, features);
      return dimensions == 0 || vector.length == dimensions
          ? Embedded.of(vector)
          : Embedded.bad(name() + " has " + vector.length + " values, expected " + dimensions);
    } catch (BadExampleException e) {
      return Embedded.bad(e.reason());
    }
  }

  private String name() {
    return "feature '" + String.join(",", features) + "'";
  }

  private static final class Reader {
    private final ExampleView view = new ExampleView();
    private float[] values = new float[256];
    private int size;

    float[] read(byte[] example, List<String> features) throws BadExampleException {
      view.read(example);
      size = 0;
      for (String feature : features) {
        append(feature);
      }
      return Arrays.copyOf(values, size);
    }

    private void append(String name) throws BadExampleException {
      FeatureCursor cursor = view.require(name.getBytes(StandardCharsets.UTF_8));
      FeatureKind kind = cursor.kind();
      if (kind != FeatureKind.FLOAT && kind != FeatureKind.INT64) {
        throw new BadExampleException(
            "feature '" + name + "' holds " + kind + ", expected FLOAT or INT64");
      }
      int before = size;
      while (cursor.next()) {
        float value = kind == FeatureKind.FLOAT ? cursor.floatValue() : cursor.int64Value();
        if (!Float.isFinite(value)) {
          throw new BadExampleException(
              "feature '" + name + "' holds " + value + ", expected finite numbers");
        }
        if (size == values.length) {
          values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
      }
      if (size == before) {
        throw new BadExampleException("feature '" + name + "' is empty");
      }
    }
  }
}
