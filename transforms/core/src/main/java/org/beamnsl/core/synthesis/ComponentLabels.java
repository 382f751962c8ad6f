package org.beamnsl.core.synthesis;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.beamnsl.core.graph.Components;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;

/** Files that say for every row some row of its connected component, the same for all of them. */
final class ComponentLabels {
  private ComponentLabels() {}

  static ManifestFile write(String path, Components components) throws IOException {
    int rows = components.nodes();
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(rows, Integer.BYTES));
    for (int row = 0; row < rows; row++) {
      bytes.putInt(components.root(row));
    }
    try (DigestedOutput out = new DigestedOutput(Storages.of(path).create(path))) {
      out.write(bytes.array(), 0, bytes.position());
      out.flush();
      return out.file(Storages.baseName(path), rows);
    }
  }

  /**
   * Reads a file.
   *
   * @param more rows without edges that are added behind those of the file
   */
  static Components read(KeptFile file, int more) throws IOException {
    int[] labels = new int[Math.toIntExact(file.records() + more)];
    DigestedOutput digest = new DigestedOutput(OutputStream.nullOutputStream());
    byte[] bytes = new byte[Math.multiplyExact((int) file.records(), Integer.BYTES)];
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Storages.of(file.path()).open(file.path())))) {
      in.readFully(bytes);
    }
    digest.write(bytes, 0, bytes.length);
    file.check(digest.file("components", file.records()));
    ByteBuffer.wrap(bytes).asIntBuffer().get(labels, 0, (int) file.records());
    for (int row = (int) file.records(); row < labels.length; row++) {
      labels[row] = row;
    }
    return Components.labelled(labels);
  }
}
