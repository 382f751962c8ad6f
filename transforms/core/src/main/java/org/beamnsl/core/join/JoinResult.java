package org.beamnsl.core.join;

import org.beamnsl.core.graph.SortedGraph;

/**
 * What a join found.
 *
 * @param graph the edges, both directions, nodes numbered in the order of their ids
 * @param order row of each node
 * @param facts how it was found
 */
@SuppressWarnings("ArrayRecordComponent")
public record JoinResult(SortedGraph graph, int[] order, JoinFacts facts) {}
