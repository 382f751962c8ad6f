package org.beamnsl.core.page;

import org.jspecify.annotations.Nullable;

/**
 * One growing page for each hash partition. Write an item to the page of its partition, then say
 * {@link #written}: full pages are handed on.
 *
 * <p>Pages are small where partitions are many, so that all of them together stay under {@value
 * #TOTAL_BYTES} bytes, single large items apart.
 */
public final class PartitionPages {
  private static final int TOTAL_BYTES = 16 << 20;
  private static final int MAX_PAGE_BYTES = 64 << 10;
  private static final int MIN_PAGE_BYTES = 4 << 10;

  private final @Nullable PageWriter[] pages;
  private final int pageBytes;
  private final PageSink sink;

  /** Empty pages for a number of partitions. */
  public PartitionPages(int partitions, PageSink sink) {
    this.pages = new PageWriter[partitions];
    this.pageBytes = Math.max(MIN_PAGE_BYTES, Math.min(MAX_PAGE_BYTES, TOTAL_BYTES / partitions));
    this.sink = sink;
  }

  /** How many partitions there are. */
  public int partitions() {
    return pages.length;
  }

  /** The partition of an id. */
  public int partition(byte[] bytes, int start, int end) {
    return pages.length == 1 ? 0 : IdHash.partition(IdHash.of(bytes, start, end), pages.length);
  }

  /** The page to write the next item of a partition to. */
  public PageWriter page(int partition) {
    PageWriter page = pages[partition];
    if (page == null) {
      page = new PageWriter(Math.min(pageBytes, MIN_PAGE_BYTES));
      pages[partition] = page;
    }
    return page;
  }

  /** Says that an item is complete, so that the page may leave. */
  public void written(int partition) {
    PageWriter page = page(partition);
    if (page.size() >= pageBytes) {
      boolean large = page.size() > 4 * pageBytes;
      sink.accept(partition, page.take());
      if (large) {
        // Room for one large item is not kept: every partition may have had one.
        pages[partition] = null;
      }
    }
  }

  /** Hands on all pages that are not empty, by partition. */
  public void flush() {
    for (int partition = 0; partition < pages.length; partition++) {
      PageWriter page = pages[partition];
      if (page != null && page.size() > 0) {
        sink.accept(partition, page.take());
      }
    }
  }
}
