package org.beamnsl.core.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.Storage;
import org.beamnsl.core.storage.Storages;

/**
 * Turns the text of an input flag into files: comma-separated files, globs, folders, artifacts, or
 * one split of an artifact ({@code artifact/Split-train} or {@code artifact/train}); {@code
 * {SPAN}}, {@code {SPAN:7}} and {@code {VERSION}} stand for the newest of numbered ones. Files of
 * an artifact come from its manifest, never from a listing.
 */
public final class Inputs {
  private static final Pattern PART = Pattern.compile("(\\s*[A-Za-z][A-Za-z0-9_.-]*=)?([^,;]+)");

  private Inputs() {}

  /**
   * All files that {@code spec} names, in the order of the spec and by name within each part.
   *
   * @param flag the flag's name, for messages
   * @throws NslException (66) when a part matches nothing, (65) when a file of an artifact is
   *     missing or has another size than its manifest says
   */
  public static List<InputFile> files(String flag, String spec) {
    LinkedHashSet<InputFile> all = new LinkedHashSet<>();
    for (String part : parts(flag, spec)) {
      try {
        all.addAll(resolve(flag, part));
      } catch (IOException e) {
        throw new NslException(ExitCode.NO_INPUT, "--" + flag + "=" + part + ": " + e, e);
      }
    }
    return List.copyOf(all);
  }

  /**
   * The text of an input flag with the spans and versions that it stands for now, so that it names
   * the same files later.
   *
   * @param flag the flag's name, for messages
   * @param spec as the flag takes it: comma-separated paths, in groups {@code name=a,b;name=c}
   * @param span the span that counts as the newest; by default the newest
   * @throws NslException (66) when there is no such span
   */
  public static String withoutPlaceholders(String flag, String spec, OptionalLong span) {
    Matcher part = PART.matcher(spec);
    return part.replaceAll(
        found -> {
          if (!Spans.mentionedIn(found.group(2))) {
            return Matcher.quoteReplacement(found.group());
          }
          String name = found.group(1) == null ? "" : found.group(1);
          try {
            List<String> paths = Spans.expand(flag, found.group(2).strip(), span);
            return Matcher.quoteReplacement(name + String.join(",", paths));
          } catch (IOException e) {
            throw new NslException(ExitCode.NO_INPUT, "--" + flag + "=" + spec + ": " + e, e);
          }
        });
  }

  /** The artifact that {@code spec} names as a whole, when it is one. */
  public static Optional<Artifact> artifact(String spec) {
    try {
      return spec.contains(",") ? Optional.empty() : Artifact.at(spec);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The artifact that an input flag must name.
   *
   * @param flag the flag's name, for messages
   * @throws NslException (66) when {@code spec} names none
   */
  public static Artifact requireArtifact(String flag, String spec) {
    return artifact(spec)
        .orElseThrow(
            () ->
                NslException.noInput(
                    "--"
                        + flag
                        + "="
                        + spec
                        + ": not an artifact (no manifest.json found); 'ingest' makes one"));
  }

  /**
   * The digest of the data behind {@code spec}: that of the manifest for whole artifacts, else over
   * the names and bytes of all files. A plain folder counts with everything below it.
   */
  public static String digest(String flag, String spec) {
    Optional<Artifact> whole = artifact(spec);
    if (whole.isPresent()) {
      return whole.get().manifest().dataDigest();
    }
    try {
      Sha256 digest = new Sha256();
      for (String part : parts(flag, spec)) {
        Storage storage = Storages.of(part);
        boolean folder = storage.stat(part).map(FileInfo::directory).orElse(false);
        if (folder && Artifact.at(part).isEmpty() && Artifact.at(Storages.parent(part)).isEmpty()) {
          digestTree(digest, Storages.trimSlash(part));
        } else {
          for (InputFile file : resolve(flag, part)) {
            digestFile(digest, Storages.baseName(file.path()), file.path());
          }
        }
      }
      return digest.hex();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void digestTree(Sha256 digest, String folder) throws IOException {
    for (FileInfo file : Storages.of(folder).tree(folder)) {
      if (!hidden(file.path())) {
        digestFile(digest, file.path().substring(folder.length() + 1), file.path());
      }
    }
  }

  private static void digestFile(Sha256 digest, String name, String path) throws IOException {
    digest.update(name + '\0' + Sha256.ofFile(path) + '\n');
  }

  private static Collection<InputFile> resolve(String flag, String part) throws IOException {
    Storage storage = Storages.of(part);
    Optional<Artifact> artifact = Artifact.at(part);
    if (artifact.isPresent()) {
      return filesOf(artifact.get(), data(artifact.get()));
    }
    Optional<Artifact> parent = Artifact.at(Storages.parent(part));
    if (parent.isPresent()) {
      String split = Storages.baseName(part).replaceFirst("^Split-", "");
      if (parent.get().splits().contains(split)) {
        return filesOf(parent.get(), parent.get().files(split));
      }
    }
    Optional<FileInfo> info = storage.stat(part);
    if (info.isPresent() && !info.get().directory()) {
      return List.of(new InputFile(part, info.get().bytes(), -1));
    }
    List<FileInfo> found = info.isPresent() ? storage.list(part) : storage.glob(part);
    List<InputFile> files =
        found.stream()
            .filter(file -> !file.directory() && !hidden(file.path()))
            .map(file -> new InputFile(file.path(), file.bytes(), -1))
            .toList();
    if (files.isEmpty()) {
      throw NslException.noInput(
          "--" + flag + "=" + part + (info.isPresent() ? ": the folder is empty" : ": not found"));
    }
    return files;
  }

  /** What is to be read of a whole artifact: where there are splits, only their files. */
  private static List<ManifestFile> data(Artifact artifact) {
    return artifact.splits().isEmpty()
        ? artifact.manifest().files()
        : artifact.splits().stream().flatMap(split -> artifact.files(split).stream()).toList();
  }

  private static boolean hidden(String path) {
    String name = Storages.baseName(path);
    return name.startsWith(".") || name.startsWith("_") || name.endsWith(Manifest.SUFFIX);
  }

  private static List<InputFile> filesOf(Artifact artifact, List<ManifestFile> listed)
      throws IOException {
    List<InputFile> files = new ArrayList<>();
    for (ManifestFile file : listed) {
      String path = artifact.pathOf(file);
      long bytes = Storages.of(path).stat(path).map(FileInfo::bytes).orElse(-1L);
      if (bytes != file.bytes()) {
        throw NslException.badData(
            path
                + (bytes < 0 ? ": missing" : ": has " + bytes + " bytes")
                + ", the manifest says "
                + file.bytes()
                + " bytes");
      }
      files.add(new InputFile(path, bytes, file.records()));
    }
    return files;
  }

  private static List<String> parts(String flag, String spec) {
    List<String> parts = new ArrayList<>();
    for (String part : spec.split(",")) {
      if (!part.isBlank()) {
        try {
          parts.addAll(Spans.expand(flag, part.strip(), OptionalLong.empty()));
        } catch (IOException e) {
          throw new NslException(ExitCode.NO_INPUT, "--" + flag + "=" + part + ": " + e, e);
        }
      }
    }
    if (parts.isEmpty()) {
      throw NslException.usage("--" + flag + " names no file");
    }
    return parts;
  }
}
