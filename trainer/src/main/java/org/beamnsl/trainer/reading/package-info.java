/**
 * From files of tf.train.Example records to data sets: which features are read, in what form, with
 * which neighbours and labels. Knows files and protos; must not know models or losses.
 */
@NullMarked
package org.beamnsl.trainer.reading;

import org.jspecify.annotations.NullMarked;
