package org.beamnsl.pipelines.quickstart;

import static com.google.common.truth.Truth.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CitationNetworkTest {
  private final CitationNetwork network = CitationNetwork.draw(1);
  private final CitationNetwork rewired = network.rewired(2);

  private static int[] degrees(CitationNetwork network, int end) {
    int[] degrees = new int[network.classes().length];
    network.citations().forEach(pair -> degrees[pair[end]]++);
    return degrees;
  }

  private static double sameClassShare(CitationNetwork network) {
    long same =
        network.citations().stream()
            .filter(pair -> network.classes()[pair[0]] == network.classes()[pair[1]])
            .count();
    return (double) same / network.citations().size();
  }

  @Test
  void rewiringKeepsTheCitationsOfEveryPaperInBothDirections() {
    assertThat(degrees(rewired, 0)).isEqualTo(degrees(network, 0));
    assertThat(degrees(rewired, 1)).isEqualTo(degrees(network, 1));
  }

  @Test
  void rewiringTakesTheMeaningOutOfCitations() {
    assertThat(sameClassShare(network)).isWithin(0.02).of(0.85);
    assertThat(sameClassShare(rewired)).isWithin(0.03).of(1.0 / CitationNetwork.CLASSES);
  }

  @Test
  void rewiringMakesNeitherLoopsNorRepeatedCitations() {
    Set<List<Integer>> seen = new HashSet<>();
    for (int[] pair : rewired.citations()) {
      assertThat(pair[0]).isNotEqualTo(pair[1]);
      assertThat(seen.add(List.of(pair[0], pair[1]))).isTrue();
    }
  }

  @Test
  void equalSeedsGiveEqualNetworks() {
    CitationNetwork again = CitationNetwork.draw(1);
    assertThat(again.words()).isEqualTo(network.words());
    assertThat(Arrays.deepEquals(pairs(again), pairs(network))).isTrue();
    assertThat(CitationNetwork.draw(3).words()).isNotEqualTo(network.words());
  }

  private static int[][] pairs(CitationNetwork network) {
    return network.citations().toArray(int[][]::new);
  }
}
