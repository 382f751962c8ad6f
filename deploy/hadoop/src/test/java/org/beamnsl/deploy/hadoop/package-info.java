/** The commands on a Hadoop file system. */
@NullMarked
package org.beamnsl.deploy.hadoop;

import org.jspecify.annotations.NullMarked;
