package org.beamnsl.pipelines.ingest;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads one format. Made for one run of the command; the splits are read one after the other. */
interface ExampleSource {
  /**
   * Reads all of one split's input, in order.
   *
   * @param split the split that the input was given for
   * @param spec the files, as in {@link org.beamnsl.core.manifest.Inputs}
   */
  void read(String split, String spec, ExampleSink sink) throws IOException;

  /** The names of the classes in the order of their numbers; empty where there are none. */
  List<String> classes();

  /** Facts for the manifest, by name; plain JSON data. */
  default Map<String, Object> details() {
    return Map.of();
  }
}
