/**
 * The {@code run} command: reads a workflow file, decides which stages are up to date, and runs the
 * others one after the other. Knows commands by their specifications only; must not know what any
 * of them does.
 */
@NullMarked
package org.beamnsl.pipelines.workflow;

import org.jspecify.annotations.NullMarked;
