package org.beamnsl.core.manifest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.Storages;

/**
 * What a stage wrote and from what. It is written last and is the commit of an artifact.
 *
 * @param command the command that wrote it
 * @param type {@code Examples}, {@code SynthesizedGraphPath}, {@code Model}, {@code Evaluation}, …
 * @param version the version of this software
 * @param options the options that affect the data, by flag name
 * @param inputs digest of each input's data, by role
 * @param files all files of the artifact, ordered by path
 * @param counters counts a reader may want, by name ({@code records}, {@code badRecords}, …)
 * @param details further facts of this kind of artifact, such as a graph's statistics
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(
    String command,
    String type,
    String version,
    SortedMap<String, String> options,
    SortedMap<String, String> inputs,
    List<ManifestFile> files,
    SortedMap<String, Long> counters,
    SortedMap<String, Object> details) {
  /** The name of the manifest in an artifact's folder. */
  public static final String FILE_NAME = "manifest.json";

  /** What is appended to the name of an artifact that is a single file. */
  public static final String SUFFIX = ".manifest.json";

  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** Copies the collections and orders the files by path. */
  public Manifest {
    options = new TreeMap<>(options);
    inputs = new TreeMap<>(inputs);
    files = files.stream().sorted().toList();
    counters = new TreeMap<>(counters);
    details = new TreeMap<>(details);
  }

  /** A manifest of {@code command} with nothing in it yet. */
  public static Manifest of(String command, String type) {
    return new Manifest(
        command,
        type,
        Version.current(),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  /** The same manifest with these options. */
  public Manifest withOptions(Map<String, String> newOptions) {
    return new Manifest(
        command, type, version, new TreeMap<>(newOptions), inputs, files, counters, details);
  }

  /** The same manifest with these input digests, by role. */
  public Manifest withInputs(Map<String, String> newInputs) {
    return new Manifest(
        command, type, version, options, new TreeMap<>(newInputs), files, counters, details);
  }

  /** The same manifest with these files. */
  public Manifest withFiles(List<ManifestFile> newFiles) {
    return new Manifest(command, type, version, options, inputs, newFiles, counters, details);
  }

  /** The same manifest with these counters. */
  public Manifest withCounters(Map<String, Long> newCounters) {
    return new Manifest(
        command, type, version, options, inputs, files, new TreeMap<>(newCounters), details);
  }

  /** The same manifest with one more detail; {@code value} must be plain JSON data. */
  public Manifest withDetail(String name, Object value) {
    TreeMap<String, Object> more = new TreeMap<>(details);
    more.put(name, value);
    return new Manifest(command, type, version, options, inputs, files, counters, more);
  }

  /** The digest of the data: SHA-256 over the paths and digests of all files, in hex. */
  public String dataDigest() {
    Sha256 digest = new Sha256();
    for (ManifestFile file : files) {
      digest.update(file.path() + '\0' + file.sha256() + '\n');
    }
    return digest.hex();
  }

  /**
   * Reads a manifest.
   *
   * @throws NslException (65) when the file is not a manifest
   */
  public static Manifest read(String path) throws IOException {
    try (InputStream in = Storages.of(path).open(path)) {
      JsonNode tree = JSON.readTree(in);
      requireParts(path, Manifest.class, tree);
      for (JsonNode file : tree.path("files")) {
        requireParts(path, ManifestFile.class, file);
      }
      return JSON.treeToValue(tree, Manifest.class);
    } catch (JacksonException e) {
      throw NslException.badData(path + ": not a manifest: " + e.getOriginalMessage());
    }
  }

  private static void requireParts(String path, Class<? extends Record> type, JsonNode tree) {
    for (RecordComponent part : type.getRecordComponents()) {
      if (!tree.hasNonNull(part.getName())) {
        throw NslException.badData(path + ": not a manifest: it lacks '" + part.getName() + "'");
      }
    }
  }

  /** Writes the manifest, by way of a temporary name where the storage can rename. */
  public void write(String path) throws IOException {
    Storages.write(path, toJson().getBytes(StandardCharsets.UTF_8));
  }

  /** The manifest as indented JSON with a line end. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("manifest details must be plain JSON data", e);
    }
  }
}
