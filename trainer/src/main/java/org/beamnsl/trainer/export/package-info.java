/**
 * Models as files: SavedModels of the base model alone, without any trace of how it was trained;
 * for serving also with the reading of tf.train.Examples inside. Must not know training.
 */
@NullMarked
package org.beamnsl.trainer.export;

import org.jspecify.annotations.NullMarked;
