package org.beamnsl.pipelines.workflow;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.Storages;

/**
 * The digest of the code that makes the data. Our own jars enter with their bytes, TensorFlow's
 * with their names, runners not at all: where a stage runs does not change what it writes.
 */
final class BundleDigest {
  private BundleDigest() {}

  /** The digest of the jars in a bundle's folder. */
  static String ofFolder(String folder) {
    try {
      return of(Storages.of(folder).list(folder).stream().map(FileInfo::path).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The digest of this process' own code. */
  static String ofClassPath(String classPath) {
    return of(Arrays.stream(classPath.split(File.pathSeparator)).sorted().toList());
  }

  private static String of(List<String> jars) {
    Sha256 digest = new Sha256();
    try {
      for (String jar : jars) {
        String name = Storages.baseName(jar);
        if (name.startsWith("nsl-") && !name.startsWith("nsl-bundle") && name.endsWith(".jar")) {
          digest.update(name + '\0' + Sha256.ofFile(jar) + '\n');
        } else if (name.startsWith("tensorflow-")) {
          digest.update(name + '\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digest.hex();
  }
}
