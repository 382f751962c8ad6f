/**
 * Adversarial examples: the direction that raises a loss fastest within a norm, steps along it,
 * balls to stay in, masks and clips. Usable in a loop of one's own. Must not know training or
 * files.
 */
@NullMarked
package org.beamnsl.trainer.attack;

import org.jspecify.annotations.NullMarked;
