/**
 * Supervised losses, metrics and the weighted means that turn losses per example into one number.
 * Must not know models, neighbours or optimizers.
 */
@NullMarked
package org.beamnsl.trainer.loss;

import org.jspecify.annotations.NullMarked;
