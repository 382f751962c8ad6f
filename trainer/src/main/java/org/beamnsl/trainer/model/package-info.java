/**
 * What a model is: named inputs, a forward pass over shared weights, named outputs and named
 * layers. {@link org.beamnsl.trainer.model.BaseModel} is the extension point; {@link
 * org.beamnsl.trainer.model.Sequential} and {@link org.beamnsl.trainer.model.Branched} cover the
 * common shapes. Must not know losses, neighbours, optimizers or files.
 */
@NullMarked
package org.beamnsl.trainer.model;

import org.jspecify.annotations.NullMarked;
