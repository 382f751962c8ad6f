/**
 * Training programs as one writes them: the same small program without neighbours, with adversarial
 * ones and with those of a graph, and a training loop of one's own. Must not know Beam.
 */
@NullMarked
package org.beamnsl.examples.training;

import org.jspecify.annotations.NullMarked;
