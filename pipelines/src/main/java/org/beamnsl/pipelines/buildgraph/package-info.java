/** The command that builds similarity graphs. Knows flags, files and artifacts; no formulas. */
@NullMarked
package org.beamnsl.pipelines.buildgraph;

import org.jspecify.annotations.NullMarked;
