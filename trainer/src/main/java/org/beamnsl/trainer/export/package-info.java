/**
 * Models as files: SavedModels of the base model alone, without any trace of how it was trained.
 * Must not know training.
 */
@NullMarked
package org.beamnsl.trainer.export;

import org.jspecify.annotations.NullMarked;
