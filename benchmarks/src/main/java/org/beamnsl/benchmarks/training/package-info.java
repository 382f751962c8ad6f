/** Speed of training steps and accuracy on real data, for comparing with the Python original. */
@NullMarked
package org.beamnsl.benchmarks.training;

import org.jspecify.annotations.NullMarked;
