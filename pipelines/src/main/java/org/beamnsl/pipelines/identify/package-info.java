/** The {@code identify-examples} command. What an id is, is decided elsewhere. */
@NullMarked
package org.beamnsl.pipelines.identify;

import org.jspecify.annotations.NullMarked;
