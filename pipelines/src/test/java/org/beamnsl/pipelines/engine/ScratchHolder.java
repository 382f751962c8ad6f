package org.beamnsl.pipelines.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that has a scratch folder, says which, and keeps it until its input ends. */
final class ScratchHolder {
  private ScratchHolder() {}

  public static void main(String[] arguments) throws IOException {
    try (ScratchFolder folder = ScratchFolder.create(Path.of(arguments[0]))) {
      Files.writeString(Files.createDirectory(folder.path().resolve("files")).resolve("run"), "x");
      System.out.println(folder.path());
      while (System.in.read() >= 0) {}
    }
  }
}
