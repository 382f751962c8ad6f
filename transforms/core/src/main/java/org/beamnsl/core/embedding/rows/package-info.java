/**
 * Rows on their way from record to embedding, packed into pages: id, split, label, and a payload
 * that is a vector already or what a vector is made of. Must not know how vectors are made.
 */
@NullMarked
package org.beamnsl.core.embedding.rows;

import org.jspecify.annotations.NullMarked;
