package org.beamnsl.core.measure;

import java.util.ServiceLoader;
import java.util.TreeMap;
import org.beamnsl.core.failure.NslException;

/** Finds the measure of a name, among those of this module and of others on the class path. */
public final class SimilarityMeasures {
  private SimilarityMeasures() {}

  /**
   * The measure of this name.
   *
   * @throws NslException (64) when there is none; the message lists those there are
   */
  public static SimilarityMeasure named(String name) {
    TreeMap<String, SimilarityMeasure> measures = new TreeMap<>();
    for (SimilarityMeasure measure :
        ServiceLoader.load(SimilarityMeasure.class, SimilarityMeasures.class.getClassLoader())) {
      measures.put(measure.name(), measure);
    }
    SimilarityMeasure found = measures.get(name);
    if (found == null) {
      throw NslException.usage(
          "--similarity=" + name + ": expected one of " + String.join(", ", measures.keySet()));
    }
    return found;
  }
}
