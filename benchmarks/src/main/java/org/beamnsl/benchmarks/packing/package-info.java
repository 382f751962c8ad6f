/** Data for measuring the packing of neighbours and the identification of examples. */
@NullMarked
package org.beamnsl.benchmarks.packing;

import org.jspecify.annotations.NullMarked;
