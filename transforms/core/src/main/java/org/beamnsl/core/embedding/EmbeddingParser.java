package org.beamnsl.core.embedding;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.example.FeatureCursor;
import org.beamnsl.core.example.FeatureKind;
import org.beamnsl.core.example.IdFeature;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;

/**
 * Takes id and vector, or set of tokens, out of serialized Examples. Not safe for use by several
 * threads.
 */
final class EmbeddingParser {
  private final EmbeddingSchema schema;
  private final IdFeature idFeature;
  private final byte[] embeddingName;
  private final ExampleView view = new ExampleView();
  private final TokenParser tokens = new TokenParser();
  private float[] vector = new float[256];

  EmbeddingParser(EmbeddingSchema schema) {
    this.schema = schema;
    this.idFeature = new IdFeature(schema.idFeature());
    this.embeddingName = schema.embeddingFeature().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Adds a record's id and vector, or set of tokens, to a block.
   *
   * @throws BadExampleException when the record has no usable id, vector or set
   */
  void parse(byte[] record, EmbeddingBlockBuilder block) throws BadExampleException {
    view.read(record);
    byte[] id = idFeature.read(view);
    if (schema.tokens()) {
      int count = tokens.read(cursor(), feature());
      block.addTokens(id, tokens.tokens(), 0, count);
      return;
    }
    int length = readVector();
    if (length != block.dims()) {
      throw new BadExampleException(
          feature() + " has " + length + " values, expected " + block.dims());
    }
    block.add(id, 0, id.length, vector, 0);
  }

  /** Length of a record's vector; 0 for sets of tokens. */
  int length(byte[] record) throws BadExampleException {
    view.read(record);
    idFeature.read(view);
    return schema.tokens() ? 0 : readVector();
  }

  private FeatureCursor cursor() throws BadExampleException {
    int index = view.find(embeddingName);
    if (index < 0) {
      throw new BadExampleException("it has no " + feature());
    }
    return view.feature(index);
  }

  private int readVector() throws BadExampleException {
    FeatureCursor cursor = cursor();
    if (cursor.kind() != FeatureKind.FLOAT) {
      throw new BadExampleException(feature() + " holds " + cursor.kind() + ", expected FLOAT");
    }
    int length = 0;
    while (cursor.next()) {
      if (length == vector.length) {
        vector = Arrays.copyOf(vector, 2 * length);
      }
      length += cursor.floats(vector, length);
    }
    for (int k = 0; k < length; k++) {
      if (!Float.isFinite(vector[k])) {
        throw new BadExampleException(
            feature() + " holds " + vector[k] + ", expected finite numbers");
      }
    }
    if (length == 0) {
      throw new BadExampleException(feature() + " is empty");
    }
    Optional<String> flaw = schema.similarity().flaw(vector, length);
    if (flaw.isPresent()) {
      throw new BadExampleException(feature() + " " + flaw.get());
    }
    return length;
  }

  private String feature() {
    return "feature '" + schema.embeddingFeature() + "'";
  }
}
