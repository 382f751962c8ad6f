/**
 * Reading and writing record files inside pipelines: files cut into ranges, shards with
 * deterministic names and digests, and the report that a command commits them by. Must not know
 * what records hold.
 */
@NullMarked
package org.beamnsl.beam.io;

import org.jspecify.annotations.NullMarked;
