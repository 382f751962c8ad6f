/**
 * The commands of the trainer's bundle: their flags, what they print and the artifacts they write.
 * Everything that computes lives in the packages beside this one.
 */
@NullMarked
package org.beamnsl.trainer.command;

import org.jspecify.annotations.NullMarked;
