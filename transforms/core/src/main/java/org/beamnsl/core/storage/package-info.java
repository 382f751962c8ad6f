/**
 * Files by name, wherever they are: the local file system is built in, others are found with the
 * service loader. Knows names and bytes; must not know what the bytes mean.
 */
@NullMarked
package org.beamnsl.core.storage;

import org.jspecify.annotations.NullMarked;
