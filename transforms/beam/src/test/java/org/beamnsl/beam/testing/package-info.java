/** What tests of pipelines share. */
@NullMarked
package org.beamnsl.beam.testing;

import org.jspecify.annotations.NullMarked;
