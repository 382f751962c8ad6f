/**
 * Pages: many small items packed into one byte array per hash partition, the unit in which records
 * and edges cross a shuffle. Knows bytes and ids; must not know engines.
 */
@NullMarked
package org.beamnsl.core.page;

import org.jspecify.annotations.NullMarked;
