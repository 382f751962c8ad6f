package org.beamnsl.trainer.reading;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.text.Tokenizer;
import org.beamnsl.core.text.Vocabulary;

/**
 * Where the token ids of a feature came from: the text that {@code transform} read, and how.
 *
 * @param feature of the text
 */
public record TextSource(String feature, Tokenizer tokenizer, Vocabulary vocabulary) {

  /** The sources of those features of ids that have one, by the feature's name. */
  public static SortedMap<String, TextSource> ofAll(String spec, List<FeatureSpec> features) {
    SortedMap<String, TextSource> sources = new TreeMap<>();
    for (FeatureSpec feature : features) {
      if (feature.hasIds()) {
        of(spec, feature.name()).ifPresent(source -> sources.put(feature.name(), source));
      }
    }
    return sources;
  }

  /**
   * The source of {@code ids}, from {@code vocabulary/<ids>.json} and {@code .txt} of the artifact
   * behind {@code spec}; none when the artifact does not tell.
   *
   * @throws NslException (65) when the files are there but cannot be understood
   */
  public static Optional<TextSource> of(String spec, String ids) {
    Optional<Artifact> artifact = ExampleFiles.artifact(spec);
    Optional<String> description = artifact.flatMap(all -> VocabularySize.file(all, ids + ".json"));
    Optional<String> tokens = artifact.flatMap(all -> VocabularySize.file(all, ids + ".txt"));
    if (description.isEmpty() || tokens.isEmpty()) {
      return Optional.empty();
    }
    try {
      return read(description.get(), tokens.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<TextSource> read(String description, String tokens) throws IOException {
    try {
      JsonNode json = JsonMapper.builder().build().readTree(text(description));
      if (!json.has("source")) {
        return Optional.empty();
      }
      return Optional.of(
          new TextSource(
              json.path("source").asText(),
              new Tokenizer(json.path("maxLength").asInt()),
              new Vocabulary(text(tokens).lines().toList(), json.path("oovBuckets").asInt())));
    } catch (JacksonException e) {
      throw NslException.badData(description + ": not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw NslException.badData(description + " and " + tokens + ": " + e.getMessage());
    }
  }

  private static String text(String path) throws IOException {
    try (InputStream in = Storages.of(path).open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
