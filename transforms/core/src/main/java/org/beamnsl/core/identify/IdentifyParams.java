package org.beamnsl.core.identify;

import java.io.Serializable;
import org.beamnsl.core.example.IdFeature;
import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.failure.NslException;

/**
 * How examples are identified.
 *
 * @param strategy where ids come from
 * @param idFeature the feature that holds the id
 * @param runKey what makes the UUIDs of one run differ from those of another
 */
public record IdentifyParams(IdStrategy strategy, String idFeature, long runKey)
    implements Serializable {
  /**
   * Checks what all partitions found.
   *
   * @throws NslException (65) when ids that must be unique are not
   */
  public void checkUnique(RepeatedIds repeated) {
    if (!repeated.isEmpty()) {
      throw NslException.badData(
          "ids in feature '"
              + idFeature
              + "' are not unique, among them "
              + repeated
              + "; --idStrategy=content makes new ones");
    }
  }

  /** Ids from content in the feature {@code id}. */
  public static IdentifyParams defaults() {
    return new IdentifyParams(IdStrategy.CONTENT, IdFeature.DEFAULT_NAME, 0);
  }
}
