package org.beamnsl.core.text;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for tokens: known tokens have their rank, all others share a fixed number of buckets
 * behind them, chosen by the FarmHash fingerprint that TensorFlow's {@code to_hash_bucket_fast}
 * uses.
 */
public final class Vocabulary {
  private static final HashFunction FINGERPRINT = Hashing.farmHashFingerprint64();

  private final List<String> tokens;
  private final Map<String, Integer> ranks = new HashMap<>();
  private final int oovBuckets;

  /**
   * A vocabulary.
   *
   * @param tokens the known tokens; their index is their number
   * @param oovBuckets how many numbers unknown tokens share, at least 1
   */
  public Vocabulary(List<String> tokens, int oovBuckets) {
    if (oovBuckets < 1) {
      throw new IllegalArgumentException("oovBuckets must be at least 1, not " + oovBuckets);
    }
    this.tokens = List.copyOf(tokens);
    this.oovBuckets = oovBuckets;
    for (String token : tokens) {
      if (ranks.put(token, ranks.size()) != null) {
        throw new IllegalArgumentException("the token '" + token + "' stands twice");
      }
    }
  }

  /** The known tokens by number. */
  public List<String> tokens() {
    return tokens;
  }

  /** How many numbers there are: every id is smaller. */
  public int size() {
    return tokens.size() + oovBuckets;
  }

  /** The number of a token, in [0, {@link #size}). */
  public int id(String token) {
    Integer rank = ranks.get(token);
    return rank != null ? rank : tokens.size() + bucket(token);
  }

  /** How many numbers the unknown tokens share. */
  public int oovBuckets() {
    return oovBuckets;
  }

  private int bucket(String token) {
    return (int) bucket(token, oovBuckets);
  }

  /** The bucket of a text among {@code buckets}, as {@code to_hash_bucket_fast} gives it. */
  public static long bucket(String text, long buckets) {
    long hash = FINGERPRINT.hashString(text, StandardCharsets.UTF_8).asLong();
    return Long.remainderUnsigned(hash, buckets);
  }
}
