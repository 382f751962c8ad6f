package org.beamnsl.pipelines.splits;

import org.beamnsl.core.tfrecord.TfRecordCompression;

/** How an output is compressed. */
public enum OutputCompression {
  /** As the first file of the input. */
  AUTO,
  /** Not at all. */
  NONE,
  /** With gzip. */
  GZIP;

  TfRecordCompression given(TfRecordCompression input) {
    return switch (this) {
      case AUTO -> input;
      case NONE -> TfRecordCompression.NONE;
      case GZIP -> TfRecordCompression.GZIP;
    };
  }
}
