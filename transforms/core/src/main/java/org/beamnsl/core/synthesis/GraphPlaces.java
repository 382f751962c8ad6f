package org.beamnsl.core.synthesis;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/**
 * Where a graph is written.
 *
 * @param shards paths of the files of the graph, in order
 * @param badRecords path of the list of bad records
 * @param report path of the report
 * @param keys folder for what makes adding rows cheap; null when nothing is kept for that
 */
public record GraphPlaces(
    List<String> shards, String badRecords, String report, @Nullable String keys)
    implements Serializable {
  /** The file of the components in the folder of keys. */
  public static final String COMPONENTS = "components";

  /** Copies the list. */
  public GraphPlaces {
    shards = List.copyOf(shards);
  }

  /** Paths of the first {@code count} files of keys; none when keys are not kept. */
  List<String> keyFiles(int count) {
    return keys == null
        ? List.of()
        : IntStream.range(0, count)
            .mapToObj(file -> Storages.join(keys, String.format("rows-%05d", file)))
            .toList();
  }

  /** Path of the file of components, where keys are kept. */
  String components() {
    return Storages.join(Objects.requireNonNull(keys), COMPONENTS);
  }
}
