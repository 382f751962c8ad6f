package org.beamnsl.pipelines.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The Beam options that a bundle sets when they are not given: its resource {@code
 * nsl-engine.properties}. In a value {@code ${jar}} stands for the jar that holds this resource.
 * Names that begin with {@code unwaited.} are of options that only {@code --wait=false} sets.
 */
final class EngineDefaults {
  private static final String RESOURCE = "/nsl-engine.properties";
  private static final String JAR = "${jar}";
  private static final String UNWAITED = "unwaited.";

  private EngineDefaults() {}

  /** The arguments as typed, then one for every default whose option was not typed. */
  static List<String> addTo(List<String> typed) {
    @Nullable URL resource = BeamEngine.class.getResource(RESOURCE);
    return resource == null ? List.copyOf(typed) : addTo(typed, read(resource), place(resource));
  }

  static List<String> addTo(List<String> typed, Properties defaults, String jar) {
    List<String> arguments = new ArrayList<>(typed);
    boolean unwaited = typed.contains("--wait=false");
    for (String key : new TreeSet<>(defaults.stringPropertyNames())) {
      boolean holds = unwaited || !key.startsWith(UNWAITED);
      String name = key.startsWith(UNWAITED) ? key.substring(UNWAITED.length()) : key;
      if (holds && typed.stream().noneMatch(each -> each.startsWith("--" + name + "="))) {
        arguments.add("--" + name + "=" + defaults.getProperty(key).replace(JAR, jar));
      }
    }
    return arguments;
  }

  /** The jar, or folder of classes, that a resource of the root package lies in. */
  static String place(URL resource) {
    String text = resource.toString();
    int inJar = text.indexOf("!/");
    String outer =
        resource.getProtocol().equals("jar") && inJar > 0
            ? text.substring("jar:".length(), inJar)
            : text.substring(0, text.length() - RESOURCE.length());
    URI place = URI.create(outer);
    // In application mode Flink names jars relative to where it was started.
    Path path = place.isOpaque() ? Path.of(place.getSchemeSpecificPart()) : Path.of(place);
    return path.toAbsolutePath().toString();
  }

  private static Properties read(URL resource) {
    Properties properties = new Properties();
    try (InputStream in = resource.openStream()) {
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
