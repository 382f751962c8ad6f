/**
 * Images: from encoded bytes to pixels, to another size, to floats. Plain Java, so that training,
 * embedding and serving see the same numbers. Must not know where images come from.
 */
@NullMarked
package org.beamnsl.core.image;

import org.jspecify.annotations.NullMarked;
