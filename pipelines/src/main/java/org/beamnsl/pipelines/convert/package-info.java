/** The {@code convert-graph} command: edges from one file format to another, without an engine. */
@NullMarked
package org.beamnsl.pipelines.convert;

import org.jspecify.annotations.NullMarked;
