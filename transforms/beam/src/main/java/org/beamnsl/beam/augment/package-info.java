/**
 * Packing neighbours beside examples in pipelines: pages of records and edges on their way through
 * shuffles. The rules of packing are the core's; nothing here compares weights or names features.
 */
@NullMarked
package org.beamnsl.beam.augment;

import org.jspecify.annotations.NullMarked;
