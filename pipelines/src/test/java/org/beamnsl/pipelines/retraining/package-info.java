/** Days of scheduled retraining, played through with a small trainer of their own. */
@NullMarked
package org.beamnsl.pipelines.retraining;

import org.jspecify.annotations.NullMarked;
