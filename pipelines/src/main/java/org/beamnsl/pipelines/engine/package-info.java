/**
 * Starts Beam pipelines for commands and turns what an engine throws into one clear line. Which
 * runner is the default is said by a resource of the bundle, not here.
 */
@NullMarked
package org.beamnsl.pipelines.engine;

import org.jspecify.annotations.NullMarked;
