/**
 * The {@code statistics} command: statistics and schema of every split, anomalies between them, and
 * drift against another artifact.
 */
@NullMarked
package org.beamnsl.pipelines.statistics;

import org.jspecify.annotations.NullMarked;
