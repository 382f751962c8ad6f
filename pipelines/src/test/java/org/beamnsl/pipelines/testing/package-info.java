/** What tests of several commands share: running a command line, writing a small artifact. */
@NullMarked
package org.beamnsl.pipelines.testing;

import org.jspecify.annotations.NullMarked;
