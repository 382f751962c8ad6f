package org.beamnsl.core.join;

/**
 * Facts about a join.
 *
 * @param comparedPairs pairs that were compared in single precision
 * @param overfullBuckets buckets with more rows than the cap
 * @param largestBucket rows of the largest bucket
 */
public record JoinFacts(long comparedPairs, long overfullBuckets, long largestBucket) {}
