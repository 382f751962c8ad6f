package org.beamnsl.core.join;

import org.beamnsl.core.graph.SortedGraph;

/**
 * What a join found.
 *
 * @param graph the edges, both directions, nodes numbered in the order of their ids
 * @param order row of each node
 * @param facts how it was found
 * @param keys key r of row i at {@code i * rounds + r}; empty unless they were to be kept
 */
@SuppressWarnings("ArrayRecordComponent")
public record JoinResult(SortedGraph graph, int[] order, JoinFacts facts, int[] keys) {}
