package org.beamnsl.core.synthesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.beamnsl.core.manifest.ManifestFile;

/**
 * Facts about one file of a graph.
 *
 * @param shard its number
 * @param file the file
 * @param sources number of different sources in it
 * @param maxDegree edges of the source with most
 * @param sumWeight sum of all weights
 * @param minWeight smallest weight
 * @param maxWeight largest weight
 * @param estimatedEdges directed edges there are, estimated from those found
 * @param sampledEdges edges that sampled rows were expected to have, and have
 */
public record ShardFacts(
    int shard,
    ManifestFile file,
    long sources,
    long maxDegree,
    double sumWeight,
    double minWeight,
    double maxWeight,
    double estimatedEdges,
    long sampledEdges)
    implements Comparable<ShardFacts> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public int compareTo(ShardFacts other) {
    return Integer.compare(shard, other.shard);
  }

  /** As text. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From the text of {@link #toJson}. */
  public static ShardFacts fromJson(String json) {
    try {
      return JSON.readValue(json, ShardFacts.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the facts of a shard: " + json, e);
    }
  }
}
