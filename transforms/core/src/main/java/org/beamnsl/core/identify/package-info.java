/**
 * Giving every example an id that is the same again on every run: which records are equal, and how
 * equal ones are told apart. Must not know files or engines.
 */
@NullMarked
package org.beamnsl.core.identify;

import org.jspecify.annotations.NullMarked;
