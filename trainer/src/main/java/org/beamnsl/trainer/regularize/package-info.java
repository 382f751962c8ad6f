/**
 * Neighbour losses: distances between outputs, packed neighbours, and the {@link
 * org.beamnsl.trainer.regularize.Regularizer}s that add a term to the training loss (graph,
 * adversarial, virtual adversarial). {@code Regularizer} is the extension point; the functions
 * below it are usable in a loop of one's own. Must not know optimizers, sessions or files.
 */
@NullMarked
package org.beamnsl.trainer.regularize;

import org.jspecify.annotations.NullMarked;
