package org.beamnsl.core.join;

import org.beamnsl.core.graph.SortedGraph;

/**
 * What a join found.
 *
 * @param graph the edges, both directions, nodes numbered in the order of their ids
 * @param order row of each node
 * @param comparedPairs pairs that were compared in single precision
 * @param overfullBuckets buckets with more rows than the cap
 * @param largestBucket rows of the largest bucket
 */
@SuppressWarnings("ArrayRecordComponent")
public record JoinResult(
    SortedGraph graph, int[] order, long comparedPairs, long overfullBuckets, long largestBucket) {}
