package org.beamnsl.pipelines.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;

/**
 * What a flag names: how to write bad rows into such a file, and what else can be wrong with it.
 */
enum BadFile {
  /** Examples, two good ones first. */
  RECORDS(Damage.PLAIN, Damage.CHANGED, Damage.CUT) {
    @Override
    Path write(Path place, List<BadRows> rows) throws IOException {
      return BadRows.writeRecords(place, rows);
    }
  },

  /** Edges, a good one first. */
  EDGES(Damage.PLAIN) {
    @Override
    Path write(Path place, List<BadRows> rows) throws IOException {
      return BadRows.writeLines(place, List.of("a\tb\t0.5"), rows);
    }
  },

  /** A table with the columns id, vector and text, a good row first. */
  TABLE(Damage.PLAIN, Damage.NO_TEXT) {
    @Override
    Path write(Path place, List<BadRows> rows) throws IOException {
      return BadRows.writeLines(place, List.of("id,vector,text", "a,1 2,t"), rows);
    }
  },

  /** JSON objects, a good one first. */
  OBJECTS(Damage.PLAIN, Damage.NO_TEXT) {
    @Override
    Path write(Path place, List<BadRows> rows) throws IOException {
      String good = "{\"id\": \"a\", \"vector\": [1.5, 2], \"text\": \"t\", \"label\": \"x\"}";
      return BadRows.writeLines(place, List.of(good), rows);
    }
  },

  /** An artifact of examples, two good ones first; messages name its only file. */
  ARTIFACT(Damage.CHANGED, Damage.SHORTER) {
    @Override
    Path write(Path place, List<BadRows> rows) throws IOException {
      String name = "Split-train/data_tfrecord-00000-of-00001";
      try (ArtifactStaging staging = ArtifactStaging.begin(place.toString(), true)) {
        Path file = Path.of(staging.path(name));
        Files.createDirectories(file.resolveSibling("."));
        BadRows.writeRecords(file, rows);
        long records = 2 + rows.size();
        staging.commit(
            Manifest.of("test", "Examples")
                .withFiles(
                    List.of(
                        new ManifestFile(
                            name, Files.size(file), records, Sha256.ofFile(file.toString())))));
      }
      return place.resolve(name);
    }

    @Override
    Path writeDamaged(Path place, Damage damage) throws IOException {
      Path file = write(place, List.of());
      return Files.write(file, damage.change.apply(Files.readAllBytes(file)));
    }

    @Override
    String missing() {
      return "nowhere: not an artifact";
    }
  };

  /**
   * Something that happened to a file after it was written.
   *
   * @param name of the place of the damaged file
   * @param message what must be said of it
   */
  enum Damage {
    PLAIN("plain.gz", "plain.gz: ", bytes -> bytes),
    CHANGED("changed", ": damaged record at byte", Damage::changed),
    CUT("cut", "cut: damaged record at byte", Damage::cut),
    SHORTER("shorter", "bytes, the manifest says", Damage::cut),
    NO_TEXT("bytes", ": the file cannot be read further: is not text", Damage::noText);

    final String place;
    final String message;
    final UnaryOperator<byte[]> change;

    Damage(String place, String message, UnaryOperator<byte[]> change) {
      this.place = place;
      this.message = message;
      this.change = change;
    }

    private static byte[] changed(byte[] whole) {
      byte[] changed = whole.clone();
      changed[changed.length / 2] ^= 1;
      return changed;
    }

    private static byte[] cut(byte[] whole) {
      return Arrays.copyOf(whole, whole.length - 3);
    }

    private static byte[] noText(byte[] whole) {
      byte[] longer = Arrays.copyOf(whole, whole.length + 2);
      longer[whole.length] = (byte) 0xff;
      longer[whole.length + 1] = "\n".getBytes(UTF_8)[0];
      return longer;
    }
  }

  final List<Damage> damages;

  BadFile(Damage... damages) {
    this.damages = List.of(damages);
  }

  /**
   * Writes good rows, then these.
   *
   * @param place what the flag names
   * @return the file that holds them
   */
  abstract Path write(Path place, List<BadRows> rows) throws IOException;

  /**
   * Writes good rows only, and damages the file.
   *
   * @param place what the flag names
   * @return the file that is damaged
   */
  Path writeDamaged(Path place, Damage damage) throws IOException {
    Path whole = write(place.resolveSibling("whole"), List.of());
    return Files.write(place, damage.change.apply(Files.readAllBytes(whole)));
  }

  /** What is said where there is nothing at all. */
  String missing() {
    return "nowhere: not found";
  }
}
