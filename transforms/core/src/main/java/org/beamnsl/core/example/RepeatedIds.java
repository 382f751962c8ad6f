package org.beamnsl.core.example;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Ids that came more often than they may: how often, and the first ten of them in order. What
 * several workers found adds up to what one would have found, in any order.
 */
public final class RepeatedIds {
  private static final int NAMED = 10;

  private final TreeSet<String> first = new TreeSet<>();
  private long count;

  /** None yet. */
  public RepeatedIds() {}

  /**
   * What was found before.
   *
   * @param count how many records had an id that had come before
   * @param first what {@link #first} gave
   */
  public RepeatedIds(long count, Collection<String> first) {
    add(count, first);
  }

  /** Notes one record more whose id had come before. */
  public void add(String id) {
    count++;
    name(id);
  }

  /** Adds what another worker found. */
  public void add(RepeatedIds other) {
    add(other.count, other.first);
  }

  private void add(long records, Collection<String> ids) {
    count += records;
    ids.forEach(this::name);
  }

  private void name(String id) {
    // One more than is named, to tell that there are more.
    if (first.add(id) && first.size() > NAMED + 1) {
      first.pollLast();
    }
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** How many records had an id that had come before. */
  public long count() {
    return count;
  }

  /** The first eleven ids, or all when there are fewer, in order. */
  public SortedSet<String> first() {
    return Collections.unmodifiableSortedSet(first);
  }

  /** The first ten ids as text, with an ellipsis where there are more. */
  @Override
  public String toString() {
    String named = first.stream().limit(NAMED).collect(Collectors.joining(", "));
    return first.size() > NAMED ? named + ", …" : named;
  }
}
