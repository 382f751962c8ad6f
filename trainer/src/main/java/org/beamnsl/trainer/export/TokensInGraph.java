package org.beamnsl.trainer.export;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.text.Tokenizer;
import org.beamnsl.core.text.Vocabulary;
import org.beamnsl.trainer.reading.TextSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.strings.Lower;
import org.tensorflow.op.strings.StringSplit;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * {@link Tokenizer} and {@link Vocabulary} as operations of a graph. The vocabulary is a constant
 * that is searched by hash, since a table would be a resource, which loaders of TensorFlow 1 and 2
 * fill in different ways.
 */
final class TokensInGraph {
  /** That many buckets, so a bucket is as good as the hash. */
  private static final long HASHES = Long.MAX_VALUE;

  /**
   * Java's end of a text is also before a last line terminator, which becomes a space anyhow. The
   * dialect of regular expressions is that of RE2.
   */
  private static final String QUOTE = " '|^'|'(?:\\r\\n|[\\n\\r\\x{85}\\x{2028}\\x{2029}])?$";

  private static final String OTHER = "[^a-z' ]";

  private final Ops tf;
  private final TextSource source;

  TokensInGraph(Ops tf, TextSource source) {
    this.tf = tf;
    this.source = source;
  }

  /** Token ids [B, length] of texts [B]. */
  Operand<TInt64> ids(Operand<TString> texts) {
    return numbers(tokens(texts));
  }

  private Operand<TString> tokens(Operand<TString> texts) {
    Operand<TString> lower = tf.strings.lower(texts, Lower.encoding("utf-8"));
    Operand<TString> unquoted = tf.strings.staticRegexReplace(lower, QUOTE, " ");
    Operand<TString> words = tf.strings.staticRegexReplace(unquoted, OTHER, " ");
    Operand<TString> marked =
        tf.strings.join(
            List.of(tf.constant(Tokenizer.START + " "), words, tf.constant(" " + Tokenizer.END)));
    StringSplit split = tf.strings.stringSplit(marked, tf.constant(""));
    Operand<TString> padding = tf.constant(Tokenizer.PAD);
    Operand<TString> all =
        tf.sparse.sparseToDense(split.indices(), split.shape(), split.values(), padding);
    int length = source.tokenizer().length();
    Operand<TString> longer = tf.pad(all, tf.constant(new int[][] {{0, 0}, {0, length}}), padding);
    return tf.slice(longer, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, length}));
  }

  private Operand<TInt64> numbers(Operand<TString> tokens) {
    Vocabulary vocabulary = source.vocabulary();
    SortedMap<Long, Integer> ranks = byHash(vocabulary.tokens());
    String[] known = ranks.values().stream().map(vocabulary.tokens()::get).toArray(String[]::new);
    long[] hashes = ranks.keySet().stream().mapToLong(Long::longValue).toArray();
    long[] numbers = ranks.values().stream().mapToLong(Integer::longValue).toArray();
    Operand<TInt64> wanted =
        tf.reshape(tf.strings.toHashBucketFast(tokens, HASHES), tf.constant(new int[] {1, -1}));
    Operand<TInt32> found =
        tf.lowerBound(tf.reshape(tf.constant(hashes), tf.constant(new int[] {1, -1})), wanted);
    Operand<TInt32> place =
        tf.reshape(tf.math.minimum(found, tf.constant(known.length - 1)), tf.shape(tokens));
    Operand<TBool> isKnown =
        tf.math.equal(tf.gather(tf.array(known), place, tf.constant(0)), tokens);
    Operand<TInt64> bucket =
        tf.math.add(
            tf.strings.toHashBucketFast(tokens, (long) vocabulary.oovBuckets()),
            tf.constant((long) known.length));
    return tf.select(isKnown, tf.gather(tf.constant(numbers), place, tf.constant(0)), bucket);
  }

  private static SortedMap<Long, Integer> byHash(List<String> tokens) {
    SortedMap<Long, Integer> ranks = new TreeMap<>();
    IntStream.range(0, tokens.size())
        .forEach(
            rank -> {
              if (ranks.put(Vocabulary.bucket(tokens.get(rank), HASHES), rank) != null) {
                throw NslException.badData(
                    "the vocabulary has two tokens of the same hash, one of them "
                        + tokens.get(rank));
              }
            });
    return ranks;
  }
}
