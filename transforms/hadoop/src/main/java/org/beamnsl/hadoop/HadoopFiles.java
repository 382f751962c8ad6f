package org.beamnsl.hadoop;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.fs.local.RawLocalFs;
import org.jspecify.annotations.Nullable;

/**
 * Hadoop's file systems by path. They are configured by {@code core-site.xml} and {@code
 * hdfs-site.xml} of the folder that the environment variable {@code HADOOP_CONF_DIR} names, else by
 * those on the class path.
 */
final class HadoopFiles {
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):/.*");

  private static final Configuration CONFIGURATION = configuration();
  private static final Map<String, Boolean> SERVED = new ConcurrentHashMap<>();
  private static final Map<String, FileContext> CONTEXTS = new ConcurrentHashMap<>();

  private HadoopFiles() {}

  /** Whether there is a file system for the path's scheme; never for paths without one. */
  static boolean serve(String path) {
    Matcher matcher = SCHEME.matcher(path);
    return matcher.matches()
        && SERVED.computeIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), HadoopFiles::known);
  }

  private static boolean known(String scheme) {
    try {
      return FileSystem.getFileSystemClass(scheme, CONFIGURATION) != null;
    } catch (UnsupportedFileSystemException e) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("Hadoop's configuration for " + scheme + ":// is wrong", e);
    }
  }

  /** A copy of the configuration in force. */
  static Configuration newConfiguration() {
    return new Configuration(CONFIGURATION);
  }

  static FileSystem system(String path) throws IOException {
    return new Path(path).getFileSystem(CONFIGURATION);
  }

  /** The newer interface, which can rename over a file that exists. One is kept per server. */
  static FileContext context(String path) throws IOException {
    URI uri = new Path(path).toUri();
    String server =
        uri.getScheme() + "://" + (uri.getAuthority() == null ? "" : uri.getAuthority());
    @Nullable FileContext known = CONTEXTS.get(server);
    if (known == null) {
      known = FileContext.getFileContext(URI.create(server + "/"), CONFIGURATION);
      CONTEXTS.put(server, known);
    }
    return known;
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.setClassLoader(HadoopFiles.class.getClassLoader());
    @Nullable String folder = System.getenv("HADOOP_CONF_DIR");
    if (folder != null) {
      for (String name : new String[] {"core-site.xml", "hdfs-site.xml"}) {
        if (new File(folder, name).isFile()) {
          configuration.addResource(new Path(new File(folder, name).toURI()));
        }
      }
    }
    // The usual local file system leaves a .crc file beside every file.
    configuration.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    configuration.set("fs.AbstractFileSystem.file.impl", RawLocalFs.class.getName());
    return configuration;
  }
}
