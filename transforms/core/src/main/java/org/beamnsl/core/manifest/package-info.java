/**
 * Artifacts: what a stage leaves behind, and the manifest that commits it. A folder or file counts
 * as an artifact only when its manifest exists, and only the files listed there belong to it.
 */
@NullMarked
package org.beamnsl.core.manifest;

import org.jspecify.annotations.NullMarked;
