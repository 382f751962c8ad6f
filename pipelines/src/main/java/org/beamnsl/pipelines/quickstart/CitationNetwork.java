package org.beamnsl.pipelines.quickstart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Papers with words, classes and citations, drawn from a stochastic block model: a paper cites
 * mostly papers of its own class, and a part of its words is typical of its class. Equal seeds give
 * equal networks.
 *
 * @param classes the class of each paper
 * @param words the words of each paper, as bits of a vocabulary
 * @param citations pairs of papers
 */
record CitationNetwork(int[] classes, List<BitSet> words, List<int[]> citations) {
  static final int CLASSES = 6;
  static final int VOCABULARY = 300;
  private static final int PAPERS = 1800;
  private static final int WORDS_PER_PAPER = 18;
  private static final int CITATIONS_PER_PAPER = 4;
  private static final double TYPICAL_WORD_SHARE = 0.3;
  private static final double SAME_CLASS_SHARE = 0.85;

  /** Draws a network. */
  static CitationNetwork draw(long seed) {
    Random random = new Random(seed);
    int[] classes = new int[PAPERS];
    List<BitSet> words = new ArrayList<>();
    for (int paper = 0; paper < PAPERS; paper++) {
      classes[paper] = paper % CLASSES;
      words.add(drawWords(classes[paper], random));
    }
    return new CitationNetwork(classes, words, drawCitations(classes, random));
  }

  private static BitSet drawWords(int label, Random random) {
    int typical = VOCABULARY / CLASSES;
    BitSet words = new BitSet(VOCABULARY);
    for (int i = 0; i < WORDS_PER_PAPER; i++) {
      boolean fromClass = random.nextDouble() < TYPICAL_WORD_SHARE;
      words.set(fromClass ? label * typical + random.nextInt(typical) : random.nextInt(VOCABULARY));
    }
    return words;
  }

  private static List<int[]> drawCitations(int[] classes, Random random) {
    Set<Long> known = new HashSet<>();
    List<int[]> citations = new ArrayList<>();
    for (int paper = 0; paper < classes.length; paper++) {
      for (int i = 0; i < CITATIONS_PER_PAPER; i++) {
        boolean same = random.nextDouble() < SAME_CLASS_SHARE;
        int other;
        do {
          other = random.nextInt(classes.length);
        } while (other == paper || (classes[other] == classes[paper]) != same);
        if (known.add(key(paper, other))) {
          citations.add(new int[] {paper, other});
        }
      }
    }
    return citations;
  }

  /**
   * The same papers with citations that carry no meaning: pairs of citations swap their ends, over
   * and over, so that every paper keeps the number of its citations in both directions.
   */
  CitationNetwork rewired(long seed) {
    Random random = new Random(seed);
    List<int[]> swapped = new ArrayList<>();
    Set<Long> known = new HashSet<>();
    for (int[] citation : citations) {
      swapped.add(citation.clone());
      known.add(key(citation[0], citation[1]));
    }
    for (int i = 0; i < 20 * swapped.size(); i++) {
      int[] a = swapped.get(random.nextInt(swapped.size()));
      int[] b = swapped.get(random.nextInt(swapped.size()));
      boolean loop = a[0] == b[1] || b[0] == a[1];
      if (loop || known.contains(key(a[0], b[1])) || known.contains(key(b[0], a[1]))) {
        continue;
      }
      known.removeAll(Arrays.asList(key(a[0], a[1]), key(b[0], b[1])));
      int end = a[1];
      a[1] = b[1];
      b[1] = end;
      known.addAll(Arrays.asList(key(a[0], a[1]), key(b[0], b[1])));
    }
    return new CitationNetwork(classes, words, swapped);
  }

  private static long key(int a, int b) {
    return ((long) a << 32) | b;
  }
}
