package org.beamnsl.trainer.reading;

/**
 * How many (example, neighbour) pairs of each kind were read, those of weight 0 not counted.
 *
 * @param labeledLabeled pairs of which both have labels that the training uses
 * @param labeledUnlabeled pairs of which one has
 * @param unlabeledUnlabeled pairs of which none has
 */
public record PairCounts(long labeledLabeled, long labeledUnlabeled, long unlabeledUnlabeled) {}
