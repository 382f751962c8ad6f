/** The {@code version} command. */
@NullMarked
package org.beamnsl.pipelines.version;

import org.jspecify.annotations.NullMarked;
