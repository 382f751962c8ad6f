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
 */
final class EngineDefaults {
  private static final String RESOURCE = "/nsl-engine.properties";
  private static final String JAR = "${jar}";

  private EngineDefaults() {}

  /** The arguments as typed, then one for every default whose option was not typed. */
  static List<String> addTo(List<String> typed) {
    List<String> arguments = new ArrayList<>(typed);
    @Nullable URL resource = BeamEngine.class.getResource(RESOURCE);
    if (resource == null) {
      return arguments;
    }
    Properties defaults = read(resource);
    for (String name : new TreeSet<>(defaults.stringPropertyNames())) {
      String value = defaults.getProperty(name);
      if (typed.stream().noneMatch(argument -> argument.startsWith("--" + name + "="))) {
        arguments.add(
            "--"
                + name
                + "="
                + (value.contains(JAR) ? value.replace(JAR, place(resource)) : value));
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
    return Path.of(URI.create(outer)).toString();
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
