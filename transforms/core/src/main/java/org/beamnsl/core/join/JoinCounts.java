package org.beamnsl.core.join;

import java.util.concurrent.atomic.AtomicLong;

/** Facts about a join while it runs; safe for several threads. */
final class JoinCounts {
  final AtomicLong compared = new AtomicLong();
  final AtomicLong overfull = new AtomicLong();
  final AtomicLong largestBucket = new AtomicLong();

  void bucket(int rows, int cap) {
    if (rows > cap) {
      overfull.incrementAndGet();
    }
    if (rows > largestBucket.get()) {
      largestBucket.accumulateAndGet(rows, Math::max);
    }
  }

  JoinFacts facts() {
    return new JoinFacts(compared.get(), overfull.get(), largestBucket.get());
  }
}
