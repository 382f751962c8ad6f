/**
 * Entry point for programs that a Flink cluster starts itself. Knows how such programs end; must
 * not know any command.
 */
@NullMarked
package org.beamnsl.deploy.flink;

import org.jspecify.annotations.NullMarked;
