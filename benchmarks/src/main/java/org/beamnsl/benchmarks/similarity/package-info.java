/** Data and microbenchmarks of the similarity join; results are in docs/benchmarks. */
@NullMarked
package org.beamnsl.benchmarks.similarity;

import org.jspecify.annotations.NullMarked;
