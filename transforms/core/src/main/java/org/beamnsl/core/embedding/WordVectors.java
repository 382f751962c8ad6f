package org.beamnsl.core.embedding;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;
import org.beamnsl.core.embedding.words.TermCounts;
import org.beamnsl.core.embedding.words.Terms;
import org.beamnsl.core.embedding.words.WordScanner;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/**
 * Vectors of words, read from a file: record files of Examples with an id and a vector, or text
 * with a word and its values on each line (GloVe; the header line of word2vec is skipped). Words
 * are compared in lower case and without apostrophes; of several that become equal the first
 * counts.
 */
final class WordVectors implements Terms {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final int dimensions;
  private float[] values = new float[1 << 16];

  private WordVectors(int dimensions) {
    this.dimensions = dimensions;
  }

  /**
   * Reads a file.
   *
   * @throws NslException (66) when it does not exist, (65) when it holds no vectors or vectors of
   *     several lengths
   */
  static WordVectors read(String path, String idFeature, String embeddingFeature) {
    String plain = path.replaceFirst("\\.(gz|zlib|zz|deflate)$", "");
    return plain.contains("tfrecord") || plain.endsWith(".tfr")
        ? readRecords(path, new EmbeddingSchema(idFeature, embeddingFeature, 0))
        : readText(path);
  }

  private static WordVectors readRecords(String path, EmbeddingSchema schema) {
    int dimensions = new EmbeddingFiles(schema).dims(java.util.List.of(path));
    if (dimensions == 0) {
      throw NslException.badData(path + ": holds no word with a vector");
    }
    WordVectors vectors = new WordVectors(dimensions);
    new EmbeddingFiles(schema.withDims(dimensions))
        .read(
            FileRange.whole(path),
            vectors::addBlock,
            bad -> {
              throw NslException.badData(bad.toString());
            });
    return vectors;
  }

  private void addBlock(EmbeddingBlock block) {
    for (int row = 0; row < block.rows(); row++) {
      int from = row * dimensions;
      add(block.ids().text(row), Arrays.copyOfRange(block.values(), from, from + dimensions));
    }
  }

  private static WordVectors readText(String path) {
    try (InputStream in = Storages.of(path).open(path);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    TfRecordCompression.of(path).decompress(in), StandardCharsets.UTF_8))) {
      WordVectors vectors = new WordVectors(0);
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        int space = line.indexOf(' ');
        float[] vector = numbers(path, number, space < 0 ? "" : line.substring(space + 1));
        boolean header = number == 1 && vector.length == 1;
        if (vectors.dimensions == 0 && !header) {
          vectors = new WordVectors(vector.length);
        }
        if (!header) {
          vectors.addLine(path, number, line.substring(0, Math.max(0, space)), vector);
        }
      }
      if (vectors.size() == 0) {
        throw NslException.badData(path + ": holds no word with a vector");
      }
      return vectors;
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw NslException.noInput(path + ": not found");
    } catch (IOException e) {
      throw NslException.badData(path + ": " + e);
    }
  }

  private void addLine(String path, long number, String word, float[] vector) {
    if (vector.length != dimensions || dimensions == 0) {
      throw NslException.badData(
          path + ":" + number + ": " + vector.length + " values, expected " + dimensions);
    }
    add(word, vector);
  }

  private static float[] numbers(String path, long line, String text) {
    StringTokenizer parts = new StringTokenizer(text, " ");
    float[] numbers = new float[parts.countTokens()];
    for (int i = 0; i < numbers.length; i++) {
      String part = parts.nextToken();
      try {
        numbers[i] = Float.parseFloat(part);
      } catch (NumberFormatException e) {
        throw NslException.badData(path + ":" + line + ": '" + part + "' is not a number");
      }
      if (!Float.isFinite(numbers[i])) {
        throw NslException.badData(path + ":" + line + ": " + part + ", expected finite numbers");
      }
    }
    return numbers;
  }

  private void add(String word, float[] vector) {
    WordScanner scanner = new WordScanner();
    scanner.read(word);
    // What is no word to the scanner, such as punctuation, can never be found in a text.
    if (scanner.advance() && numbers.putIfAbsent(scanner.word(), numbers.size()) == null) {
      int start = (numbers.size() - 1) * dimensions;
      if (start + dimensions > values.length) {
        values = Arrays.copyOf(values, Math.max(2 * values.length, start + dimensions));
      }
      System.arraycopy(vector, 0, values, start, dimensions);
    }
  }

  /** Values of every vector. */
  int dimensions() {
    return dimensions;
  }

  @Override
  public int size() {
    return numbers.size();
  }

  @Override
  public void count(String text, WordScanner words, TermCounts counts) {
    words.read(text);
    while (words.advance()) {
      Integer number = numbers.get(words.word());
      if (number != null) {
        counts.add(number);
      }
    }
  }

  /** Adds a word's vector, times a factor, to a sum. */
  void addTo(double[] sum, int number, double factor) {
    int start = number * dimensions;
    for (int i = 0; i < dimensions; i++) {
      sum[i] += factor * values[start + i];
    }
  }
}
