/**
 * Embeddings by any TensorFlow SavedModel. The only module on the data side that loads TensorFlow's
 * native code; found by name, so that nothing else needs it. Must not know Beam or the trainer.
 */
@NullMarked
package org.beamnsl.embed;

import org.jspecify.annotations.NullMarked;
