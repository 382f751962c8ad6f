package org.beamnsl.pipelines.ingest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.tensorflow.proto.Example;

/**
 * Of some splits only the first records, in the order in which they are read; the rest is left out.
 * Counts while it decides, so that every run of {@code ingest} needs one of its own.
 */
final class FirstRecords implements SplitRule {
  private final SplitRule rule;
  private final Map<String, Long> room;

  private FirstRecords(SplitRule rule, Map<String, Long> room) {
    this.rule = rule;
    this.room = room;
  }

  /**
   * A rule with limits.
   *
   * @param limits each {@code split=number}; none limits nothing
   */
  static SplitRule of(SplitRule rule, List<String> limits) {
    Map<String, Long> room = new LinkedHashMap<>();
    for (String limit : limits) {
      int equals = limit.indexOf('=');
      String split = limit.substring(0, Math.max(0, equals));
      String number = limit.substring(equals + 1);
      if (split.isEmpty() || !number.matches("[1-9][0-9]{0,17}")) {
        throw NslException.usage(
            "--firstRecords=" + limit + ": expected split=number, such as train=10000");
      }
      if (!rule.names().contains(split)) {
        throw NslException.usage(
            "--firstRecords=" + limit + ": no such split; there are " + rule.names());
      }
      if (room.put(split, Long.valueOf(number)) != null) {
        throw NslException.usage(
            "--firstRecords=" + String.join(",", limits) + ": '" + split + "' is named twice");
      }
    }
    return room.isEmpty() ? rule : new FirstRecords(rule, room);
  }

  @Override
  public Optional<String> of(String givenSplit, Example example) {
    return rule.of(givenSplit, example).filter(this::take);
  }

  /** Whether the split has room for one more record, which takes its place. */
  private boolean take(String split) {
    Long left = room.get(split);
    if (left == null) {
      return true;
    }
    if (left == 0) {
      return false;
    }
    room.put(split, left - 1);
    return true;
  }

  @Override
  public List<String> names() {
    return rule.names();
  }
}
