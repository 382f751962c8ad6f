package org.beamnsl.trainer.reading;

import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.trainer.data.InMemoryDataset;

/**
 * Reads example files into memory. One thread reads the files, several parse; the order of the
 * examples is that of the files, whatever the number of threads.
 */
public final class DatasetReader {
  private final ReadingConfig config;

  /**
   * What was read.
   *
   * @param features those that were asked for, with the lengths and limits that were found
   * @param pairs how many (example, neighbour) pairs there are by whether they have labels
   * @param densities of features that are vectors of numbers: the share of numbers other than 0
   *     among those of all examples, in [0, 1]
   */
  public record Read(
      InMemoryDataset data,
      List<FeatureSpec> features,
      PairCounts pairs,
      Map<String, Double> densities) {
    /** Copies list and map. */
    public Read {
      features = List.copyOf(features);
      densities = Map.copyOf(densities);
    }
  }

  /** A reader with these settings. */
  public DatasetReader(ReadingConfig config) {
    this.config = config;
  }

  /**
   * Reads all records.
   *
   * @throws NslException (65) for a damaged record, one that lacks a feature, or one whose feature
   *     has another kind or length than expected
   */
  public Read read(List<InputFile> files) {
    try (ParsingAhead parsing = new ParsingAhead(config)) {
      ExampleFiles.forEach(files, parsing::add);
      return parsing.finish().finish();
    }
  }
}
