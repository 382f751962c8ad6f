/**
 * How good saved models are: metrics overall and by slice, clean and attacked, over several seeds,
 * compared with a baseline and with thresholds. Knows saved models only; must not know training.
 */
@NullMarked
package org.beamnsl.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
