/**
 * Training with TensorFlow: models, losses, regularizers, attacks, evaluation and export. Reads and
 * writes artifacts through the core's storage; must not know Beam.
 */
@NullMarked
package org.beamnsl.trainer;

import org.jspecify.annotations.NullMarked;
