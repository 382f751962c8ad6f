/**
 * Event files that TensorBoard reads, written without any native code. Must not know models or
 * training.
 */
@NullMarked
package org.beamnsl.trainer.event;

import org.jspecify.annotations.NullMarked;
