/**
 * Similarity graphs as Beam transforms: blocks of embeddings in, edges out. Every formula and rule
 * is in core; must not know commands.
 */
@NullMarked
package org.beamnsl.beam.synthesize;

import org.jspecify.annotations.NullMarked;
