/**
 * Similarity measures: how close two rows are, how to find out fast, and which hashes bring close
 * rows together. Knows rows and hash families; must not know plans, files or engines.
 */
@NullMarked
package org.beamnsl.core.measure;

import org.jspecify.annotations.NullMarked;
