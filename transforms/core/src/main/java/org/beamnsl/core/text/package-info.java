/**
 * Texts to token ids: the tokenizer, the vocabulary, padding. The same code runs in the transform
 * stage and wherever a model is served from Java. Knows texts; must not know records or files.
 */
@NullMarked
package org.beamnsl.core.text;

import org.jspecify.annotations.NullMarked;
