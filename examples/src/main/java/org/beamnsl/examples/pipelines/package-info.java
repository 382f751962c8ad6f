/**
 * Pipelines as one writes them: the public transforms with steps of one's own between them. Must
 * not know the trainer or the commands.
 */
@NullMarked
package org.beamnsl.examples.pipelines;

import org.jspecify.annotations.NullMarked;
