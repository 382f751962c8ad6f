package org.beamnsl.core.storage;

/**
 * A file that exists.
 *
 * @param path the name to open it by
 * @param bytes its size
 * @param directory whether it is a folder
 */
public record FileInfo(String path, long bytes, boolean directory) {}
