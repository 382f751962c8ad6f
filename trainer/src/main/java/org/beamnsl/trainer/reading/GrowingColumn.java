package org.beamnsl.trainer.reading;

import org.beamnsl.trainer.data.Column;
import org.tensorflow.proto.Feature;

/** A column that is filled row by row; not safe for use by several threads. */
interface GrowingColumn {
  int rows();

  /**
   * Adds a row from an example's feature.
   *
   * @param problemPlace the record, for messages
   * @param name the feature's name in that record
   */
  void add(ExampleRecord problemPlace, String name, Feature feature);

  /** Adds a row of another column of the same kind. */
  void addRow(GrowingColumn other, int row);

  /** Whether a row of this column equals a row of another one of the same kind. */
  boolean sameRow(int row, GrowingColumn other, int otherRow);

  /** A row as it is kept outside memory: numbers in little-endian order, or an encoded image. */
  byte[] rowBytes(int row);

  /** Bytes of memory that the values take now. */
  long bytes();

  /** Bytes of memory that they will take finished. */
  long finishedBytes(FeatureSpec spec);

  /** Values of the longest row. */
  int longest();

  /** The largest id of any row; −1 without ids. */
  int largestId();

  /** Numbers other than 0 in one row; 0 where rows are no vectors of numbers. */
  default int nonZeros(int row) {
    return 0;
  }

  /**
   * The column in the shape of {@code spec}; rows of ids are cut or padded. The growing column
   * gives its memory up and is not used any more.
   */
  Column finish(FeatureSpec spec);

  /** An empty column for a feature. */
  static GrowingColumn of(FeatureSpec spec, ReadingConfig config) {
    return switch (spec.form()) {
      case DENSE -> new GrowingFloats(spec);
      case SEQUENCE, BAG -> new GrowingSequences();
      case IMAGE -> new GrowingImages(spec, config);
    };
  }
}
