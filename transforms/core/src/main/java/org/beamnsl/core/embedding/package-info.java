/**
 * Embeddings in record files: which features hold them, what makes one usable, and reading them in
 * blocks. Knows Examples and files; must not know what is done with embeddings.
 */
@NullMarked
package org.beamnsl.core.embedding;

import org.jspecify.annotations.NullMarked;
