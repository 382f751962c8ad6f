package org.beamnsl.core.embedding;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.beamnsl.core.embedding.words.TermCounts;
import org.beamnsl.core.embedding.words.Terms;
import org.beamnsl.core.embedding.words.WordScanner;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.example.FeatureCursor;
import org.beamnsl.core.example.FeatureKind;

/** Counts the terms in the text features of examples. Not for use by several threads. */
final class ExampleText {
  private final List<byte[]> names;
  private final List<String> features;
  private final ExampleView view = new ExampleView();
  private final WordScanner words = new WordScanner();
  private final TermCounts counts = new TermCounts();

  /** Reads these features; each value of each is a text. */
  ExampleText(List<String> features) {
    this.features = features;
    this.names = features.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /**
   * The terms of an example; valid until the next call.
   *
   * @throws BadExampleException when a feature is missing or holds no byte strings
   */
  TermCounts count(byte[] example, Terms terms) throws BadExampleException {
    view.read(example);
    counts.clear();
    for (int i = 0; i < names.size(); i++) {
      FeatureCursor cursor = view.require(names.get(i));
      if (cursor.kind() != FeatureKind.BYTES) {
        throw new BadExampleException(
            "feature '" + features.get(i) + "' holds " + cursor.kind() + ", expected BYTES");
      }
      while (cursor.next()) {
        terms.count(cursor.textValue(), words, counts);
      }
    }
    counts.finish();
    return counts;
  }
}
