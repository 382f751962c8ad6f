package org.beamnsl.deploy.lineage;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of data as OpenLineage's naming rules have it: {@code file} and an absolute path, or
 * {@code gs://bucket} and the name of an object.
 *
 * @param namespace where the name holds
 * @param name the data's own name there
 */
record DatasetName(String namespace, String name) {
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)/*(.*)");

  static DatasetName of(String path) {
    Matcher address = ADDRESS.matcher(path);
    if (!address.matches()) {
      return new DatasetName("file", Path.of(path).toAbsolutePath().normalize().toString());
    }
    String rest = address.group(3);
    if (address.group(1).equals("file")) {
      return new DatasetName("file", "/" + rest);
    }
    // A file system has a root; a bucket has none.
    boolean fileSystem = address.group(1).matches("hdfs|webhdfs|viewfs");
    return new DatasetName(
        address.group(1) + "://" + address.group(2), (fileSystem ? "/" : "") + rest);
  }
}
