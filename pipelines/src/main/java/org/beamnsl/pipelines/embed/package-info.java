/** The {@code embed} command. How vectors are made is decided elsewhere. */
@NullMarked
package org.beamnsl.pipelines.embed;

import org.jspecify.annotations.NullMarked;
