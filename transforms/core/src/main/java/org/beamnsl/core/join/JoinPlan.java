package org.beamnsl.core.join;

import java.util.List;
import org.beamnsl.core.lsh.HashParams;
import org.jspecify.annotations.Nullable;

/**
 * How a join will be done; a function of the data, the parameters and constants, never of the
 * machine.
 *
 * @param params what was asked for
 * @param method what is done; never {@code AUTO}
 * @param reason why this method, in words
 * @param rows number of vectors
 * @param dims their length
 * @param hash shape of the hash, null unless the method is {@code LSH}
 * @param center what is subtracted from unit vectors before hashing, or null
 * @param partitions how rows are spread over workers
 * @param floor probability with which a pair at the threshold is found; 0 when none is promised
 * @param expectedRecall expected share of all edges that are found
 * @param costSeconds expected CPU seconds of a reference machine
 * @param memoryBytes expected bytes held at once, edges not counted
 * @param warnings what the user should know
 */
@SuppressWarnings("ArrayRecordComponent")
public record JoinPlan(
    JoinParams params,
    JoinMethod method,
    String reason,
    long rows,
    int dims,
    @Nullable HashParams hash,
    float @Nullable [] center,
    PartitionPlan partitions,
    double floor,
    double expectedRecall,
    double costSeconds,
    long memoryBytes,
    List<String> warnings) {
  /**
   * How many rows all tasks together are sent, about: each row once per outer round, and in bins of
   * several blocks once per block.
   */
  public long routedRows() {
    return Math.round(partitions.routedRows(rows));
  }
}
