/**
 * A similarity measure as one writes one: what close means, and hashes that close rows share. Must
 * not know transforms, commands or the trainer.
 */
@NullMarked
package org.beamnsl.examples.similarity;

import org.jspecify.annotations.NullMarked;
