package org.beamnsl.core.manifest;

import java.io.Serializable;

/**
 * A file to read.
 *
 * @param path the name to open it by
 * @param bytes its size
 * @param records how many records its manifest promises; −1 when it has none
 */
public record InputFile(String path, long bytes, long records) implements Serializable {}
