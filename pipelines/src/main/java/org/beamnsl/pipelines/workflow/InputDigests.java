package org.beamnsl.pipelines.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.NamedPath;
import org.beamnsl.core.manifest.ServedModel;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.Storages;

/**
 * Digests of what input flags name. Artifacts answer from their manifests; other files are read,
 * each once per run.
 */
final class InputDigests {
  private static final Pattern FILE_IN_OPTION =
      Pattern.compile("(?:wordvectors|savedmodel):(.+)", Pattern.DOTALL);

  private final Map<String, String> known = new HashMap<>();

  /**
   * The digest of the data behind the text of an input flag: names and digests of all its parts.
   *
   * @param flag the flag's name, for messages
   * @param text as the flag takes it: comma-separated paths, in groups {@code name=a,b;name=c}
   * @throws org.beamnsl.core.failure.NslException (66) when something named does not exist
   */
  String of(String flag, String text) {
    Sha256 digest = new Sha256();
    for (NamedPath part : NamedPath.in(text)) {
      digest.update(part.name() + '\0' + ofPath(flag, part.path()) + '\n');
    }
    return digest.hex();
  }

  /** The digest of the model in service that a flag names. */
  String ofServed(String flag, String path) {
    try {
      return ServedModel.digest(flag, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The digest of the file that an option names after a colon, when it does. */
  Optional<String> inOption(String flag, String text) {
    return fileInOption(text).map(path -> ofPath(flag, path));
  }

  /** The file that an option names after a colon, when it does. */
  static Optional<String> fileInOption(String text) {
    Matcher matcher = FILE_IN_OPTION.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private String ofPath(String flag, String path) {
    return known.computeIfAbsent(path, each -> read(flag, each));
  }

  private static String read(String flag, String path) {
    try {
      Optional<Artifact> parent = Artifact.at(Storages.parent(path));
      String split = Storages.baseName(path).replaceFirst("^Split-", "");
      if (parent.isPresent() && parent.get().splits().contains(split)) {
        return ofFiles(parent.get().files(split));
      }
      return Inputs.digest(flag, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ofFiles(List<ManifestFile> files) {
    Sha256 digest = new Sha256();
    files.forEach(file -> digest.update(file.path() + '\0' + file.sha256() + '\n'));
    return digest.hex();
  }
}
