/**
 * The trainer's bundle, seen from the Beam side: its commands as data, and how to start one as a
 * process. Must not know any of its classes.
 */
@NullMarked
package org.beamnsl.pipelines.launch;

import org.jspecify.annotations.NullMarked;
