package org.beamnsl.beam.embed;

import java.io.Serializable;

/**
 * The names of the features that rows are read from and written to.
 *
 * @param id the feature that holds the id
 * @param label the feature that holds the class
 * @param embedding the feature that the vector is written to
 */
public record RowFeatures(String id, String label, String embedding) implements Serializable {
  /** The usual names. */
  public static RowFeatures defaults() {
    return new RowFeatures("id", "label", "embedding");
  }
}
