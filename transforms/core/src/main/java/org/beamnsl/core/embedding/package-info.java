/**
 * Embeddings: making them of examples, by several methods that others can add to, and reading them
 * from record files in blocks. Knows Examples and files; must not know what is done with embeddings
 * nor which engine calls.
 */
@NullMarked
package org.beamnsl.core.embedding;

import org.jspecify.annotations.NullMarked;
