/**
 * What is told of a run of a command to those who collect lineage: what it read, what it wrote, and
 * how it ended. Must not know any command, nor the format or the way in which it is sent: that is a
 * module of its own, found by the service loader.
 */
@NullMarked
package org.beamnsl.core.lineage;

import org.jspecify.annotations.NullMarked;
