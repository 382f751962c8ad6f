package org.beamnsl.trainer.data;

import java.util.Iterator;

/**
 * Examples that can be gone through any number of times. Implementations hand out the same batches
 * for the same {@link BatchOrder}, whatever the machine; the last batch of an epoch may be short.
 */
public interface Dataset {

  /** Number of examples of one epoch. */
  int examples();

  /** Neighbours stored per example at most; a model that wants more is refused. */
  int neighborSlots();

  /** The batches of one epoch. */
  Iterator<Batch> batches(BatchOrder order);
}
