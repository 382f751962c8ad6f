/**
 * Latent semantic analysis: documents as sparse rows of hashed terms, tf-idf weights, and the
 * leading right singular vectors by a randomised method. Every sum over documents is exact, so the
 * outcome depends on the documents only, never on their order or on how many workers shared them.
 * Knows pages of rows; must not know files and engines.
 */
@NullMarked
package org.beamnsl.core.embedding.latent;

import org.jspecify.annotations.NullMarked;
