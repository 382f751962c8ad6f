/**
 * Numbers as pictures without text: what a picture means stands in its caption. Must not know
 * models.
 */
@NullMarked
package org.beamnsl.trainer.picture;

import org.jspecify.annotations.NullMarked;
