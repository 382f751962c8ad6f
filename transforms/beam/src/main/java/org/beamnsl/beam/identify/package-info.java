/**
 * Giving every example an id in pipelines. What an id is and when two records are equal is decided
 * by the core.
 */
@NullMarked
package org.beamnsl.beam.identify;

import org.jspecify.annotations.NullMarked;
