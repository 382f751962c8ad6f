package org.beamnsl.core.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.beamnsl.core.embedding.latent.LatentParams;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.failure.NslException;

/** Finds the embedding method of a name. */
public final class Embedders {
  /** Values of a vector of {@code text} unless told otherwise. */
  public static final int TEXT_DIMENSIONS = 64;

  /** Values of a vector of {@code bag} unless told otherwise. */
  public static final int BAG_DIMENSIONS = 1024;

  private static final Map<String, String> OPTIONAL = Map.of("savedmodel", "nsl-embed-tensorflow");

  private Embedders() {}

  /**
   * The method that the parameters ask for.
   *
   * @throws NslException (64) for an unknown name or a setting out of range, (78) when the module
   *     that has it is missing
   */
  public static EmbedMethod of(EmbedParams params) {
    try {
      EmbedMethod method = named(params);
      return params.center() ? new CenteredMethod(method) : method;
    } catch (IllegalArgumentException e) {
      throw NslException.usage("--" + e.getMessage());
    }
  }

  private static EmbedMethod named(EmbedParams params) {
    return switch (params.name()) {
      case "feature" ->
          new VectorMethod(new FeatureEmbedding(params.features(), params.dimensions()));
      case "text" ->
          new LatentMethod(
              params.features(),
              params.ngrams(),
              LatentParams.defaults(params.dimensionsOr(TEXT_DIMENSIONS), params.seed()));
      case "bag" ->
          new VectorMethod(
              new BagEmbedding(params.features(), params.dimensionsOr(BAG_DIMENSIONS)));
      case "colors" -> new VectorMethod(colors(params));
      case "wordvectors" ->
          new WordVectorMethod(params.features(), file(params), params.weighting());
      default -> provided(params);
    };
  }

  private static EmbeddingFn colors(EmbedParams params) {
    if (params.features().size() != 1) {
      throw NslException.usage(
          "--feature=" + String.join(",", params.features()) + ": colors takes one, the image");
    }
    if (params.dimensions() != 0 && params.dimensions() != ColorEmbedding.DIMENSIONS) {
      throw NslException.usage(
          "--dimensions="
              + params.dimensions()
              + ": vectors of colors have "
              + ColorEmbedding.DIMENSIONS
              + " values");
    }
    return new ColorEmbedding(params.features().get(0));
  }

  private static String file(EmbedParams params) {
    if (params.argument().isEmpty()) {
      throw NslException.usage("--embedder=wordvectors: expected wordvectors:<file>");
    }
    if (params.dimensions() != 0) {
      throw NslException.usage(
          "--dimensions=" + params.dimensions() + ": word vectors are as long as their file says");
    }
    return params.argument();
  }

  private static EmbedMethod provided(EmbedParams params) {
    List<String> names =
        new ArrayList<>(List.of("feature", "text", "bag", "colors", "wordvectors:<file>"));
    for (EmbeddingProvider provider :
        ServiceLoader.load(EmbeddingProvider.class, Embedders.class.getClassLoader())) {
      if (provider.name().equals(params.name())) {
        return new VectorMethod(provider.create(params));
      }
      names.add(provider.name());
    }
    String module = OPTIONAL.get(params.name());
    if (module != null) {
      throw NslException.config(
          "--embedder="
              + params.embedder()
              + ": the module "
              + module
              + " is not on the class path");
    }
    throw NslException.usage(
        "--embedder=" + params.embedder() + ": expected one of " + String.join(", ", names));
  }
}
