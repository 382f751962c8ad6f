package org.beamnsl.core.identify;

import java.io.Serializable;
import org.beamnsl.core.example.IdFeature;

/**
 * How examples are identified.
 *
 * @param strategy where ids come from
 * @param idFeature the feature that holds the id
 * @param runKey what makes the UUIDs of one run differ from those of another
 */
public record IdentifyParams(IdStrategy strategy, String idFeature, long runKey)
    implements Serializable {
  /** Ids from content in the feature {@code id}. */
  public static IdentifyParams defaults() {
    return new IdentifyParams(IdStrategy.CONTENT, IdFeature.DEFAULT_NAME, 0);
  }
}
