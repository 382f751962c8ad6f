package org.beamnsl.trainer.command;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.DigestingTap;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;

/** The files of an artifact under way, with their digests. Not safe for use by several threads. */
final class StagedFiles {
  private final ArtifactStaging staging;
  private final List<ManifestFile> files = new ArrayList<>();

  StagedFiles(ArtifactStaging staging) {
    this.staging = staging;
  }

  /** The files so far, for the manifest. */
  List<ManifestFile> files() {
    return files;
  }

  /** Writes a text as UTF-8. */
  void write(String name, String text) {
    try (OutputStream out = create(name)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw NslException.cannotWrite(staging.path(name) + ": " + e, e);
    }
  }

  /** Writes a text that is no part of the artifact's data: the manifest does not list it. */
  void writeVolatile(String name, String text) {
    String path = staging.path(name);
    try (OutputStream out = Storages.of(path).create(path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw NslException.cannotWrite(path + ": " + e, e);
    }
  }

  /** Copies a local folder with all that is in it. */
  void copyFolder(Path folder, String name) {
    try (var walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        String relative = folder.relativize(file).toString().replace('\\', '/');
        try (InputStream in = Files.newInputStream(file);
            OutputStream out = create(name + "/" + relative)) {
          in.transferTo(out);
        }
      }
    } catch (IOException e) {
      throw NslException.cannotWrite(staging.path(name) + ": " + e, e);
    }
  }

  /**
   * Starts a file, which is listed once it is closed.
   *
   * @throws NslException (73) when it cannot be written
   */
  Listed create(String name) {
    String path = staging.path(name);
    DigestingTap tap = new DigestingTap();
    try {
      OutputStream file = new BufferedOutputStream(Storages.of(path).create(path));
      return new Listed(name, tap, tap.on(file));
    } catch (IOException e) {
      throw NslException.cannotWrite(path + ": " + e, e);
    }
  }

  /** A file under way; closing it lists it. */
  final class Listed extends FilterOutputStream {
    private final String name;
    private final DigestingTap tap;
    private long records = -1;
    private boolean closed;

    private Listed(String name, DigestingTap tap, OutputStream tapped) {
      super(tapped);
      this.name = name;
      this.tap = tap;
    }

    /** Says how many records it holds, before it is closed. */
    void records(long count) {
      records = count;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        super.close();
        files.add(tap.manifestFile(name, records));
      }
    }
  }
}
