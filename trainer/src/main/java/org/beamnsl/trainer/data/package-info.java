/**
 * What a training step reads: columns of examples, batches with their neighbours, and data sets
 * that hand out batches in a repeatable order. Knows arrays only; must not know TensorFlow, models
 * or losses.
 */
@NullMarked
package org.beamnsl.trainer.data;

import org.jspecify.annotations.NullMarked;
