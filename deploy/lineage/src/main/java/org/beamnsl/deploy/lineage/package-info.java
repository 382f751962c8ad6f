/**
 * Sends what commands tell of themselves as OpenLineage events, to a file or to a service. Added to
 * the class path for {@code --openLineage} only; must know no command and no engine.
 */
@NullMarked
package org.beamnsl.deploy.lineage;

import org.jspecify.annotations.NullMarked;
