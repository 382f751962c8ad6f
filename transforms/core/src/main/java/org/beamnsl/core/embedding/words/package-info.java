/** Text as words and words as numbers, for embeddings. Must not know Examples and files. */
@NullMarked
package org.beamnsl.core.embedding.words;

import org.jspecify.annotations.NullMarked;
