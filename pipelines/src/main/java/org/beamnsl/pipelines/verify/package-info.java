/** The {@code verify} command: compares artifacts with their manifests. */
@NullMarked
package org.beamnsl.pipelines.verify;

import org.jspecify.annotations.NullMarked;
