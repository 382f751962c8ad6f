package org.beamnsl.trainer.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.NeighborTable;

/**
 * Examples and their neighbours while they are gathered. A neighbour that several examples share is
 * kept once, provided that its packed copies are equal. Not safe for use by several threads.
 */
final class Rows {
  /** Bytes of the largest column that may stay in memory; a larger one could outgrow an array. */
  private static final long LONGEST = 4L << 30;

  private final ReadingConfig config;
  private final Map<String, GrowingColumn> columns = new LinkedHashMap<>();
  private final Map<String, GrowingColumn> pool = new LinkedHashMap<>();
  private final Map<String, Integer> poolRowOfId = new HashMap<>();
  private final List<String> poolIds = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final int labelsEach;
  private int[] labels;
  private int[] edgeEnds = new int[16];
  private int[] edgeRows = new int[16];
  private float[] edgeWeights = new float[16];
  private final long[] edgesByLabelledEnds = new long[3];
  private float[] sampleWeights = new float[16];
  private int edges;
  private final Map<String, Long> nonZeros = new HashMap<>();
  private boolean spilled;

  Rows(ReadingConfig config) {
    this.config = config;
    this.labelsEach = 1 + config.moreLabels().size();
    this.labels = new int[16 * labelsEach];
    for (FeatureSpec spec : config.features()) {
      columns.put(spec.name(), GrowingColumn.of(spec, config));
    }
    for (FeatureSpec spec : config.neighborFeatures()) {
      pool.put(spec.name(), GrowingColumn.of(spec, config));
    }
  }

  int examples() {
    return ids.size();
  }

  int edges() {
    return edges;
  }

  GrowingColumn column(String feature) {
    return find(columns, feature);
  }

  GrowingColumn poolColumn(String feature) {
    return find(pool, feature);
  }

  private static GrowingColumn find(Map<String, GrowingColumn> columns, String feature) {
    GrowingColumn column = columns.get(feature);
    if (column == null) {
      throw new IllegalArgumentException("no feature " + feature);
    }
    return column;
  }

  /**
   * Ends an example whose columns and edges are in place.
   *
   * @param exampleLabels the main one and the further ones
   */
  void endExample(String id, int[] exampleLabels, float sampleWeight) {
    int row = ids.size();
    if (row == edgeEnds.length) {
      labels = Arrays.copyOf(labels, 2 * labels.length);
      edgeEnds = Arrays.copyOf(edgeEnds, 2 * row);
      sampleWeights = Arrays.copyOf(sampleWeights, 2 * row);
    }
    System.arraycopy(exampleLabels, 0, labels, row * labelsEach, labelsEach);
    sampleWeights[row] = sampleWeight;
    edgeEnds[row] = edges;
    ids.add(id);
  }

  /** Links the example under way to a row of the pool. */
  void addEdge(int poolRow, EdgeReader.Weighted edge) {
    edgesByLabelledEnds[edge.labelledEnds()]++;
    addEdge(poolRow, edge.weight());
  }

  private void addEdge(int poolRow, float weight) {
    if (edges == edgeRows.length) {
      edgeRows = Arrays.copyOf(edgeRows, 2 * edges);
      edgeWeights = Arrays.copyOf(edgeWeights, 2 * edges);
    }
    edgeRows[edges] = poolRow;
    edgeWeights[edges++] = weight;
  }

  /** Ends a row of the pool whose columns are in place. */
  int endPoolRow(String id) {
    poolIds.add(id);
    return poolIds.size() - 1;
  }

  /** Adds all of {@code part} behind what is here. */
  void append(Rows part) {
    int[] poolRows = appendPool(part);
    for (int row = 0; row < part.examples(); row++) {
      for (Map.Entry<String, GrowingColumn> column : columns.entrySet()) {
        GrowingColumn from = part.column(column.getKey());
        column.getValue().addRow(from, row);
        nonZeros.merge(column.getKey(), (long) from.nonZeros(row), Long::sum);
      }
      int first = row == 0 ? 0 : part.edgeEnds[row - 1];
      for (int edge = first; edge < part.edgeEnds[row]; edge++) {
        addEdge(poolRows[part.edgeRows[edge]], part.edgeWeights[edge]);
      }
      int[] own = Arrays.copyOfRange(part.labels, row * labelsEach, (row + 1) * labelsEach);
      endExample(part.ids.get(row), own, part.sampleWeights[row]);
    }
    for (int ends = 0; ends < edgesByLabelledEnds.length; ends++) {
      edgesByLabelledEnds[ends] += part.edgesByLabelledEnds[ends];
    }
    keepWithin(all().mapToLong(GrowingColumn::bytes));
  }

  private Stream<GrowingColumn> all() {
    return Stream.concat(columns.values().stream(), pool.values().stream());
  }

  /** Moves all columns out of memory when there is no room for columns of these sizes. */
  private void keepWithin(LongStream bytes) {
    LongSummaryStatistics sizes = bytes.summaryStatistics();
    if (!spilled && (sizes.getMax() > LONGEST || !config.memory().holds(sizes.getSum()))) {
      spilled = true;
      spill(columns, config.features());
      spill(pool, config.neighborFeatures());
    }
  }

  private void spill(Map<String, GrowingColumn> within, List<FeatureSpec> specs) {
    for (FeatureSpec spec : specs) {
      within.computeIfPresent(
          spec.name(), (name, column) -> SpilledColumn.of(spec, config, column));
    }
  }

  private int[] appendPool(Rows part) {
    int[] poolRows = new int[part.poolIds.size()];
    for (int row = 0; row < poolRows.length; row++) {
      String id = part.poolIds.get(row);
      Integer known = id.isEmpty() ? null : poolRowOfId.get(id);
      poolRows[row] =
          known != null && samePoolRow(known, part, row) ? known : copyPoolRow(part, row, id);
    }
    return poolRows;
  }

  private boolean samePoolRow(int row, Rows part, int partRow) {
    return pool.entrySet().stream()
        .allMatch(
            column -> column.getValue().sameRow(row, part.poolColumn(column.getKey()), partRow));
  }

  private int copyPoolRow(Rows part, int partRow, String id) {
    pool.forEach((name, column) -> column.addRow(part.poolColumn(name), partRow));
    int row = endPoolRow(id);
    if (!id.isEmpty()) {
      poolRowOfId.put(id, row);
    }
    return row;
  }

  /** The data set, and the features with what only the data tell. */
  DatasetReader.Read finish() {
    Map<String, Column> finished = new HashMap<>();
    Map<String, Column> finishedPool = new HashMap<>();
    List<FeatureSpec> found = new ArrayList<>();
    for (FeatureSpec asked : config.features()) {
      found.add(asked.hasIds() ? found(asked) : asked);
    }
    List<FeatureSpec> ofNeighbors =
        config.neighborFeatures().equals(config.features()) ? found : config.neighborFeatures();
    keepWithin(finishedBytes(found, ofNeighbors));
    config.memory().take(finishedBytes(found, ofNeighbors).sum());
    for (FeatureSpec spec : found) {
      finished.put(spec.name(), column(spec.name()).finish(spec));
    }
    for (FeatureSpec spec : ofNeighbors) {
      finishedPool.put(spec.name(), poolColumn(spec.name()).finish(spec));
    }
    finished.put(config.labelFeature(), labels(0));
    for (int i = 1; i < labelsEach; i++) {
      finished.put(config.moreLabels().get(i - 1), labels(i));
    }
    if (!config.sampleWeight().isEmpty()) {
      finished.put(config.sampleWeight(), FloatColumn.of(Arrays.copyOf(sampleWeights, examples())));
    }
    return new DatasetReader.Read(
        new InMemoryDataset(finished, neighborTable(finishedPool), ids),
        found,
        pairs(),
        densities(found));
  }

  /** The share of numbers other than 0 among all of a vector; the same wherever they are kept. */
  private Map<String, Double> densities(List<FeatureSpec> found) {
    Map<String, Double> densities = new HashMap<>();
    for (FeatureSpec spec : found) {
      if (spec.form() == FeatureSpec.Form.DENSE && examples() > 0) {
        double numbers = (double) examples() * Column.sizeOf(spec.shape());
        densities.put(spec.name(), nonZeros.getOrDefault(spec.name(), 0L) / numbers);
      }
    }
    return densities;
  }

  private IntColumn labels(int index) {
    int[] column = new int[examples()];
    for (int row = 0; row < column.length; row++) {
      column[row] = labels[row * labelsEach + index];
    }
    return IntColumn.of(column);
  }

  private PairCounts pairs() {
    return new PairCounts(edgesByLabelledEnds[2], edgesByLabelledEnds[1], edgesByLabelledEnds[0]);
  }

  private LongStream finishedBytes(List<FeatureSpec> specs, List<FeatureSpec> ofNeighbors) {
    return LongStream.concat(
        specs.stream().mapToLong(spec -> column(spec.name()).finishedBytes(spec)),
        ofNeighbors.stream().mapToLong(spec -> poolColumn(spec.name()).finishedBytes(spec)));
  }

  private FeatureSpec found(FeatureSpec asked) {
    GrowingColumn samples = column(asked.name());
    GrowingColumn neighbors = pool.getOrDefault(asked.name(), samples);
    FeatureSpec spec = asked;
    if (asked.shape()[0] == 0) {
      spec = spec.withShape(Math.max(1, Math.max(samples.longest(), neighbors.longest())));
    }
    return asked.limit() == 0
        ? spec.withLimit(1 + Math.max(0, Math.max(samples.largestId(), neighbors.largestId())))
        : spec;
  }

  private NeighborTable neighborTable(Map<String, Column> finishedPool) {
    if (config.neighbors() == 0) {
      return NeighborTable.none(examples());
    }
    int[] offsets = new int[examples() + 1];
    System.arraycopy(edgeEnds, 0, offsets, 1, examples());
    return new NeighborTable(
        offsets,
        Arrays.copyOf(edgeRows, edges),
        Arrays.copyOf(edgeWeights, edges),
        finishedPool,
        config.neighbors());
  }
}
