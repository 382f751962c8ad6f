/**
 * Similarity graphs: edges, their order, their text form, the choice of neighbours and the facts
 * reported about a graph. Knows rows by number and ids; must not know how edges were found.
 */
@NullMarked
package org.beamnsl.core.graph;

import org.jspecify.annotations.NullMarked;
