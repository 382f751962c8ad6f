package org.beamnsl.core.packing;

import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.page.PartitionPages;

/**
 * A step of packing in partitions: it takes all pages of one partition, in any order, and then
 * gives pages of the next step's partitions. Memory: what the pages hold.
 *
 * <p>The steps: {@link Kind#KNOWN_TARGETS} (by target: ids and edges in, edges by source out),
 * {@link Kind#CHOICE} (by source: ids and edges in, chosen neighbours by target out), {@link
 * Kind#LOOKUP} (by target: examples and chosen neighbours in, neighbours with records by source
 * out); then {@link SeedTable} packs.
 */
public abstract class PackingStep {
  /** Which step it is. */
  public enum Kind {
    /** Drops edges whose target has no example. */
    KNOWN_TARGETS,
    /** Chooses each seed's neighbours. */
    CHOICE,
    /** Gives the chosen neighbours their records. */
    LOOKUP
  }

  PackingStep() {}

  /** A new step for one partition. */
  public static PackingStep of(Kind kind, PackParams params) {
    return switch (kind) {
      case KNOWN_TARGETS -> new KnownTargetsStep(params);
      case CHOICE -> new ChoiceStep(params);
      case LOOKUP -> new LookupStep(params);
    };
  }

  /** Takes a page; the array may be kept. */
  public void addPage(byte[] page) {
    PackingPages.read(page, items());
  }

  abstract PackingItems items();

  /** The ids that came twice in one role, of the step that looks for them: the first. */
  public RepeatedIds duplicates() {
    return new RepeatedIds();
  }

  /** Gives the next step's pages, all but the flush, and what was counted. */
  public abstract PackCounts finish(PartitionPages out);
}
