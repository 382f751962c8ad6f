package org.beamnsl.pipelines.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Writes a network in the form of public citation data: a table of papers, a table of citations,
 * and which paper is in which split.
 */
final class PaperFiles {
  private static final int LABELLED_PER_CLASS = 8;
  private static final int TEST_PER_CLASS = 100;

  private final Path folder;

  PaperFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes the papers, both graphs and the splits. */
  void write(CitationNetwork network, CitationNetwork rewired, long seed) throws IOException {
    Files.createDirectories(folder);
    List<String> papers = new ArrayList<>();
    for (int i = 0; i < network.classes().length; i++) {
      papers.add(id(i) + bits(network.words().get(i)) + "\tclass_" + network.classes()[i]);
    }
    Files.write(folder.resolve("papers.content"), papers);
    Files.write(folder.resolve("papers.cites"), citations(network));
    Files.write(folder.resolve("rewired.cites"), citations(rewired));
    Files.write(folder.resolve("split.csv"), splits(network, seed));
  }

  private static String id(int paper) {
    return "paper" + (1000 + paper);
  }

  private static String bits(BitSet words) {
    StringBuilder line = new StringBuilder();
    for (int word = 0; word < CitationNetwork.VOCABULARY; word++) {
      line.append(words.get(word) ? "\t1" : "\t0");
    }
    return line.toString();
  }

  private static List<String> citations(CitationNetwork network) {
    return network.citations().stream().map(pair -> id(pair[0]) + "\t" + id(pair[1])).toList();
  }

  /** Few papers of each class have labels, many are only neighbours, the rest is for the test. */
  private static List<String> splits(CitationNetwork network, long seed) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < network.classes().length; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    int[] taken = new int[CitationNetwork.CLASSES];
    List<String> lines = new ArrayList<>(List.of("id,split"));
    for (int paper : order) {
      int count = taken[network.classes()[paper]]++;
      String split =
          count < LABELLED_PER_CLASS
              ? "train"
              : count < LABELLED_PER_CLASS + TEST_PER_CLASS ? "test" : "unlabeled";
      lines.add(id(paper) + "," + split);
    }
    return lines;
  }
}
