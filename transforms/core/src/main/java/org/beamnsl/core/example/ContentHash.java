package org.beamnsl.core.example;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A hash of what an Example says, whatever the order of its features, their encoding or its unknown
 * fields: the first {@value #BYTES} bytes of SHA-256 over the features sorted by name, each as
 * name, kind and values, with one feature (the id) left out so that identifying twice changes
 * nothing.
 *
 * <p>Made once and reused; not for use by several threads.
 */
public final class ContentHash {
  /** The length of a hash. */
  public static final int BYTES = 16;

  private final byte[] excluded;
  private final MessageDigest digest;
  private final ByteBuffer numbers = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
  private int[] order = new int[16];

  /** Hashes everything but the id feature. */
  public ContentHash(IdFeature excluded) {
    this.excluded = excluded.nameBytes();
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The hash of the record that a view looks at: {@link #BYTES} bytes, a new array. */
  public byte[] of(ExampleView view) {
    int count = sort(view);
    for (int i = 0; i < count; i++) {
      boolean last = i + 1 == count || compareNames(view, order[i], order[i + 1]) != 0;
      if (last && view.find(excluded) != order[i]) {
        add(view, order[i]);
      }
    }
    flush();
    return Arrays.copyOf(digest.digest(), BYTES);
  }

  private void add(ExampleView view, int index) {
    putInt(view.keyEnd(index) - view.keyStart(index));
    putBytes(view.bytes(), view.keyStart(index), view.keyEnd(index));
    putInt(view.feature(index).kind().field());
    putInt(count(view.feature(index)));
    FeatureCursor feature = view.feature(index);
    while (feature.next()) {
      switch (feature.kind()) {
        case BYTES -> {
          putInt(feature.valueEnd() - feature.valueStart());
          putBytes(feature.array(), feature.valueStart(), feature.valueEnd());
        }
        case FLOAT -> putBytes(feature.array(), feature.valueStart(), feature.valueEnd());
        case INT64 -> putLong(feature.int64Value());
        case NONE -> throw new IllegalStateException("a feature without a list has no values");
      }
    }
  }

  private static int count(FeatureCursor feature) {
    int count = 0;
    while (feature.next()) {
      count++;
    }
    return count;
  }

  /** Orders entries by name, equal names by position, so that the last of a name counts. */
  private int sort(ExampleView view) {
    int count = view.size();
    if (order.length < count) {
      order = new int[Math.max(count, 2 * order.length)];
    }
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    if (count > 32) {
      sortMany(view, count);
      return count;
    }
    for (int i = 1; i < count; i++) {
      int moving = order[i];
      int j = i - 1;
      while (j >= 0 && compareNames(view, order[j], moving) > 0) {
        order[j + 1] = order[j];
        j--;
      }
      order[j + 1] = moving;
    }
    return count;
  }

  private void sortMany(ExampleView view, int count) {
    Integer[] boxed = new Integer[count];
    Arrays.setAll(boxed, i -> i);
    Arrays.sort(boxed, (a, b) -> compareNames(view, a, b));
    for (int i = 0; i < count; i++) {
      order[i] = boxed[i];
    }
  }

  private static int compareNames(ExampleView view, int a, int b) {
    byte[] bytes = view.bytes();
    return Arrays.compareUnsigned(
        bytes, view.keyStart(a), view.keyEnd(a), bytes, view.keyStart(b), view.keyEnd(b));
  }

  private void putInt(int value) {
    room(Integer.BYTES);
    numbers.putInt(value);
  }

  private void putLong(long value) {
    room(Long.BYTES);
    numbers.putLong(value);
  }

  private void putBytes(byte[] bytes, int start, int end) {
    if (end - start > numbers.capacity()) {
      flush();
      digest.update(bytes, start, end - start);
      return;
    }
    room(end - start);
    numbers.put(bytes, start, end - start);
  }

  private void room(int bytes) {
    if (numbers.remaining() < bytes) {
      flush();
    }
  }

  private void flush() {
    digest.update(numbers.array(), 0, numbers.position());
    numbers.clear();
  }
}
