/** Long runs on random input. */
@NullMarked
package org.beamnsl.core.fuzz;

import org.jspecify.annotations.NullMarked;
