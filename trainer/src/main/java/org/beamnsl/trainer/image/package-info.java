/**
 * Encoded images as operations of a graph, so that training, evaluation and the exported model see
 * the same pixels, bit for bit. Must not know where images come from or what reads them.
 */
@NullMarked
package org.beamnsl.trainer.image;

import org.jspecify.annotations.NullMarked;
