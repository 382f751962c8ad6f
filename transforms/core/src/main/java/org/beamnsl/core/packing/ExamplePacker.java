package org.beamnsl.core.packing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ExampleAppender;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.failure.NslException;

/**
 * Writes one packed record: the seed's features as they are, and {@code NL_nbr_<i>_<feature>},
 * {@code NL_nbr_<i>_weight} for its neighbours in the order in which they come, {@code
 * NL_nbr_<i>_type} where the edge has a type, and {@code NL_num_nbrs}.
 *
 * <p>Use: {@link #start}, {@link #addNeighbor} for each neighbour, {@link #finish}. Not for use by
 * several threads.
 */
public final class ExamplePacker {
  /** What names of packed features start with. */
  public static final String PREFIX = "NL_nbr_";

  /** The feature that tells how many neighbours were packed. */
  public static final String COUNT = "NL_num_nbrs";

  private static final byte[] PREFIX_BYTES = PREFIX.getBytes(StandardCharsets.UTF_8);
  private static final byte[] COUNT_BYTES = COUNT.getBytes(StandardCharsets.UTF_8);
  private static final byte[] WEIGHT_BYTES = "weight".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TYPE_BYTES = "type".getBytes(StandardCharsets.UTF_8);

  private static final byte[] NO_PREFIX = {};

  private final List<byte[]> features;
  private final ExampleView seed = new ExampleView();
  private final ExampleView neighbor = new ExampleView();
  private final ExampleAppender appender = new ExampleAppender();
  private int neighbors;
  private boolean typed;

  /** Packs the features that the parameters name. */
  public ExamplePacker(PackParams params) {
    this.features =
        params.neighborFeatures().stream()
            .map(name -> name.getBytes(StandardCharsets.UTF_8))
            .toList();
  }

  /** Begins with a seed, a part of an array. */
  public void start(byte[] bytes, int recordStart, int recordEnd) {
    read(seed, bytes, recordStart, recordEnd, "a seed");
    appender.start(seed);
    neighbors = 0;
  }

  /**
   * Adds the next neighbour, a part of an array; the weight is stored as a 32-bit float.
   *
   * @param type the type of the edge in UTF-8; empty for none, which leaves no feature
   */
  public void addNeighbor(
      double weight, byte[] type, byte[] bytes, int recordStart, int recordEnd) {
    read(neighbor, bytes, recordStart, recordEnd, "a neighbour");
    String prefix = PREFIX + neighbors + "_";
    byte[] prefixBytes = prefix.getBytes(StandardCharsets.UTF_8);
    appender.addFloat(prefix + "weight", (float) weight);
    typed = type.length > 0;
    if (typed) {
      appender.addBytes(prefix + "type", type);
    }
    if (features.isEmpty()) {
      for (int i = 0; i < neighbor.size(); i++) {
        copy(i, prefixBytes);
      }
    } else {
      for (byte[] name : features) {
        int index = neighbor.find(name);
        if (index >= 0) {
          copy(index, prefixBytes);
        }
      }
    }
    neighbors++;
  }

  /** Hands the packed record on. */
  public void finish(byte[] id, PackedSink sink) throws IOException {
    appender.addInt64(COUNT, neighbors);
    appender.finishInPlace();
    sink.accept(id, appender.bytes(), appender.recordStart(), appender.recordEnd());
  }

  /** A record with only the features of a neighbour that are packed; the same when all are. */
  byte[] reduced(byte[] record) {
    if (features.isEmpty()) {
      return record;
    }
    read(neighbor, record, 0, record.length, "a neighbour");
    appender.startEmpty();
    for (byte[] name : features) {
      int index = neighbor.find(name);
      if (index >= 0) {
        appender.addCopy(neighbor, index, NO_PREFIX);
      }
    }
    return appender.finish();
  }

  private void copy(int index, byte[] prefix) {
    if (neighbor.nameIs(index, WEIGHT_BYTES)) {
      throw clash("weight");
    }
    if (typed && neighbor.nameIs(index, TYPE_BYTES)) {
      throw clash("type");
    }
    appender.addCopy(neighbor, index, prefix);
  }

  private NslException clash(String name) {
    return NslException.badData(
        "a neighbour has a feature named '"
            + name
            + "', which would replace the edge's "
            + name
            + " in "
            + PREFIX
            + neighbors
            + "_"
            + name
            + "; leave it out with --neighborFeatures");
  }

  private static void read(ExampleView view, byte[] bytes, int start, int end, String role) {
    try {
      view.read(bytes, start, end - start);
    } catch (BadExampleException e) {
      throw new IllegalStateException("records are checked before they are packed", e);
    }
    for (int i = 0; i < view.size(); i++) {
      if (view.nameStartsWith(i, PREFIX_BYTES) || view.nameIs(i, COUNT_BYTES)) {
        throw NslException.badData(
            role
                + " has the feature '"
                + view.name(i)
                + "' already: it was packed before; pack the original records");
      }
    }
  }
}
