package org.beamnsl.core.packing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.beamnsl.core.page.IdHash;

/**
 * Numbers ids from 0 in the order in which they first come. Ids are compared in full; their order
 * is that of unsigned bytes, which for UTF-8 is the order of Unicode code points.
 *
 * <p>An id costs its length and about 16 bytes.
 */
final class IdDictionary {
  private static final int CHUNK_BITS = 20;
  private static final int CHUNK_BYTES = 1 << CHUNK_BITS;

  private final List<byte[]> chunks = new ArrayList<>();
  private int filled = CHUNK_BYTES;
  private int[] addresses = new int[1 << 10];
  private short[] lengths = new short[1 << 10];
  private int[] slots = new int[1 << 12];
  private int size;

  /** How many different ids there are. */
  int size() {
    return size;
  }

  /** The number of an id, which is new when it equals the size before the call. */
  int add(byte[] bytes, int start, int end) {
    int slot = slot(bytes, start, end);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (end - start > Short.MAX_VALUE) {
      throw new IllegalArgumentException("id of " + (end - start) + " bytes");
    }
    store(bytes, start, end);
    slots[slot] = ++size;
    if (2L * size > slots.length) {
      rehash();
    }
    return size - 1;
  }

  /** The number of an id, or -1. */
  int find(byte[] bytes, int start, int end) {
    return slots[slot(bytes, start, end)] - 1;
  }

  /** An id as an array of its own. */
  byte[] id(int number) {
    int from = addresses[number] & CHUNK_BYTES - 1;
    return Arrays.copyOfRange(chunk(number), from, from + lengths[number]);
  }

  /** Compares two ids as unsigned bytes. */
  int compare(int a, int b) {
    int fromA = addresses[a] & CHUNK_BYTES - 1;
    int fromB = addresses[b] & CHUNK_BYTES - 1;
    return Arrays.compareUnsigned(
        chunk(a), fromA, fromA + lengths[a], chunk(b), fromB, fromB + lengths[b]);
  }

  /** Sorts numbers by their ids. */
  void sort(int[] numbers) {
    mergeSort(numbers.clone(), numbers, 0, numbers.length);
  }

  private void mergeSort(int[] from, int[] to, int start, int end) {
    if (end - start < 2) {
      return;
    }
    int middle = (start + end) >>> 1;
    mergeSort(to, from, start, middle);
    mergeSort(to, from, middle, end);
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = right == end || left < middle && compare(from[left], from[right]) <= 0;
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  private byte[] chunk(int number) {
    return chunks.get(addresses[number] >>> CHUNK_BITS);
  }

  private int slot(byte[] bytes, int start, int end) {
    int mask = slots.length - 1;
    int slot = (int) IdHash.of(bytes, start, end) & mask;
    while (slots[slot] != 0 && !equal(slots[slot] - 1, bytes, start, end)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean equal(int number, byte[] bytes, int start, int end) {
    if (lengths[number] != end - start) {
      return false;
    }
    int from = addresses[number] & CHUNK_BYTES - 1;
    return Arrays.equals(chunk(number), from, from + end - start, bytes, start, end);
  }

  private void store(byte[] bytes, int start, int end) {
    int length = end - start;
    if (filled + length > CHUNK_BYTES) {
      if (chunks.size() == 1 << Integer.SIZE - CHUNK_BITS) {
        throw new IllegalStateException("more than 4 GB of ids in one partition");
      }
      chunks.add(new byte[CHUNK_BYTES]);
      filled = 0;
    }
    if (size == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
    }
    System.arraycopy(bytes, start, chunks.get(chunks.size() - 1), filled, length);
    addresses[size] = chunks.size() - 1 << CHUNK_BITS | filled;
    lengths[size] = (short) length;
    filled += length;
  }

  private void rehash() {
    int mask = 2 * slots.length - 1;
    slots = new int[mask + 1];
    for (int number = 0; number < size; number++) {
      int from = addresses[number] & CHUNK_BYTES - 1;
      int slot = (int) IdHash.of(chunk(number), from, from + lengths[number]) & mask;
      while (slots[slot] != 0) {
        slot = slot + 1 & mask;
      }
      slots[slot] = number + 1;
    }
  }
}
