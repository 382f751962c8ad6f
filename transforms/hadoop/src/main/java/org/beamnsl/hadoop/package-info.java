/**
 * Files and records on every file system that Hadoop knows: {@code hdfs://} and its kin. Records
 * are read and written by tensorflow-hadoop's input and output formats. Found with the service
 * loader when it is on the class path; must not know what records hold, nor any engine.
 */
@NullMarked
package org.beamnsl.hadoop;

import org.jspecify.annotations.NullMarked;
