/**
 * The {@code quickstart} command: generates data in which a graph is worth something, and runs the
 * real commands on it. Must not compute any result itself.
 */
@NullMarked
package org.beamnsl.pipelines.quickstart;

import org.jspecify.annotations.NullMarked;
