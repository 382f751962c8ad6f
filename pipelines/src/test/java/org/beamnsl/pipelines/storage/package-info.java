/** A file system of Beam's that is no local one, and the commands on it. */
@NullMarked
package org.beamnsl.pipelines.storage;

import org.jspecify.annotations.NullMarked;
