/** The {@code pack-nbrs} command. How neighbours are chosen and packed is decided elsewhere. */
@NullMarked
package org.beamnsl.pipelines.augment;

import org.jspecify.annotations.NullMarked;
