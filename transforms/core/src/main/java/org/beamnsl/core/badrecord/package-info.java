/**
 * Records that cannot be used: what they were, where they stood, and how many of them a stage
 * tolerates. Nothing is dropped in silence.
 */
@NullMarked
package org.beamnsl.core.badrecord;

import org.jspecify.annotations.NullMarked;
