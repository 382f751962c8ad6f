/**
 * The {@code inspect} command: prints what artifacts hold so that a person can read it. Data is
 * untrusted: nothing in it reaches the terminal as a control sequence.
 */
@NullMarked
package org.beamnsl.pipelines.inspect;

import org.jspecify.annotations.NullMarked;
