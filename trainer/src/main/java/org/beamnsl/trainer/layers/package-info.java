/**
 * The layers, with the names, formulas and initial distributions of Keras, so that a Keras model's
 * weights give the same outputs. Must not know losses or training.
 */
@NullMarked
package org.beamnsl.trainer.layers;

import org.jspecify.annotations.NullMarked;
