/**
 * Record files in TensorFlow's framing, read and written so that damage never passes as data: every
 * failure names the file and the byte. Knows bytes, checksums and compression; must not know what a
 * record holds, nor any engine.
 */
@NullMarked
package org.beamnsl.core.tfrecord;

import org.jspecify.annotations.NullMarked;
