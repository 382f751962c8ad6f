/** A module as users write one: a model, a term and an attack, found by name. */
@NullMarked
package org.beamnsl.trainer.provided;

import org.jspecify.annotations.NullMarked;
