package org.beamnsl.embed;

import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.embedding.Embedded;
import org.beamnsl.core.embedding.EmbeddingFn;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/**
 * Vectors from a SavedModel, in batches. The model's signature {@code serving_default}, or its only
 * one, must read one tensor:
 *
 * <ul>
 *   <li>strings [B], named {@code examples}: whole serialized Examples;
 *   <li>other strings [B]: the feature's bytes, such as a text or an encoded image;
 *   <li>floats [B, height, width, 1 or 3]: the feature's numbers, or its encoded image decoded,
 *       scaled to the model's size and divided by 255;
 *   <li>other floats [B, …]: the feature's numbers.
 * </ul>
 *
 * <p>The vector is the output named {@code embedding}, or the only output of floats, flattened.
 */
final class SavedModelEmbedding implements EmbeddingFn {
  private static final long serialVersionUID = 1;

  private static final int BATCH = 32;

  private final String folder;
  private final String feature;
  private transient @Nullable VectorModel model;
  private transient @Nullable ModelInput input;

  SavedModelEmbedding(String folder, String feature) {
    this.folder = folder;
    this.feature = feature;
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  @Override
  public void open() {
    if (model == null) {
      VectorModel loaded = VectorModel.load(folder);
      input = ModelInput.of(loaded, feature);
      model = loaded;
    }
  }

  @Override
  public List<Embedded> embed(List<byte[]> examples) {
    if (model == null || input == null) {
      throw new IllegalStateException("open comes first");
    }
    Embedded[] embedded = new Embedded[examples.size()];
    List<Object> usable = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      try {
        usable.add(input.read(examples.get(i)));
        places.add(i);
      } catch (BadExampleException e) {
        embedded[i] = Embedded.bad(e.reason());
      }
    }
    if (!usable.isEmpty()) {
      float[][] vectors = model.run(input.tensor(usable));
      if (vectors.length != usable.size()) {
        throw NslException.badData(
            folder + ": gave " + vectors.length + " vectors for " + usable.size() + " examples");
      }
      for (int i = 0; i < vectors.length; i++) {
        embedded[places.get(i)] = Embedded.of(vectors[i]);
      }
    }
    return List.of(embedded);
  }

  @Override
  public void close() {
    if (model != null) {
      model.close();
      model = null;
    }
  }
}
