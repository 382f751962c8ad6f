/**
 * Examples (feature maps) as serialized bytes: looked into, renamed, extended and hashed without a
 * full parse. Knows the wire form of {@code tf.train.Example} and the rules for ids and labels;
 * must not know graphs, files or engines.
 */
@NullMarked
package org.beamnsl.core.example;

import org.jspecify.annotations.NullMarked;
