package org.beamnsl.core.measure;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.beamnsl.core.join.JoinMethod;
import org.beamnsl.core.join.JoinParams;
import org.beamnsl.core.join.JoinResult;
import org.beamnsl.core.join.SimilarityJoin;
import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.junit.jupiter.api.Test;

/** What every {@link SimilarityMeasure} must keep; extend it to check one of your own. */
public abstract class SimilarityMeasureContract {
  private static final int ROUNDS = 300;

  /** The measure to check. */
  protected abstract SimilarityMeasure measure();

  /** A threshold that some, but not most pairs of {@link #rows} reach. */
  protected abstract double threshold();

  /** 200 to 1000 rows, among them groups of about ten that are close. */
  protected abstract EmbeddingBlock rows();

  private EmbeddingMatrix matrix() {
    return EmbeddingMatrix.of(measure().form(), rows());
  }

  private Closeness closeness() {
    return measure().closeness(threshold());
  }

  @Test
  public final void weightsAreFromMinusOneToOneAndTheSameInBothDirections() {
    EmbeddingMatrix rows = matrix();
    Closeness closeness = closeness();
    for (int a = 0; a < rows.rows(); a++) {
      for (int b = 0; b < a; b++) {
        double weight = closeness.of(rows, a, b);
        assertThat(weight).isAtLeast(-1.0);
        assertThat(weight).isAtMost(1.0);
        assertThat(closeness.of(rows, b, a)).isEqualTo(weight);
      }
    }
  }

  @Test
  public final void noRowIsCloserThanACopy() {
    EmbeddingBlock rows = rows();
    EmbeddingBlockBuilder both = new EmbeddingBlockBuilder(rows.dims());
    for (int copy = 0; copy < 2; copy++) {
      for (int row = 0; row < rows.rows(); row++) {
        both.copy(rows, row);
      }
    }
    EmbeddingMatrix matrix = EmbeddingMatrix.of(measure().form(), both.build());
    for (int row = 0; row < rows.rows(); row++) {
      double copy = closeness().of(matrix, row, rows.rows() + row) + Closeness.TIE;
      assertThat(closeness().of(matrix, row, (row + 1) % rows.rows())).isAtMost(copy);
    }
  }

  @Test
  public final void thresholdsAreAcceptedOrNot() {
    assertThat(measure().accepts(threshold())).isTrue();
    assertThat(measure().accepts(Double.NaN)).isFalse();
    assertThat(measure().accepts(Double.POSITIVE_INFINITY)).isFalse();
    assertThat(measure().thresholds()).isNotEmpty();
    assertThat(closeness().least()).isAtLeast(-1.0);
    assertThat(closeness().least()).isAtMost(1.0);
    EmbeddingMatrix rows = matrix();
    long close = truth(rows, threshold()).size();
    long all = (long) rows.rows() * (rows.rows() - 1) / 2;
    assertWithMessage("pairs of rows() that reach threshold()").that(close).isAtLeast(200);
    assertThat(close).isLessThan(all / 2);
    measure().loosest().ifPresent(loosest -> assertThat(truth(rows, loosest)).hasSize((int) all));
  }

  @Test
  public final void comparingMissesNoPairAndShowsNoneTwice() {
    EmbeddingMatrix rows = matrix();
    Set<List<Integer>> expected = truth(rows, threshold());
    int[] order = shuffled(rows.rows());
    int half = rows.rows() / 2;
    for (int cut : new int[] {0, 15, half}) {
      Candidates found = new Candidates();
      RowComparer comparer = closeness().comparer(rows, null);
      comparer.within(order, 0, cut, found);
      comparer.within(order, cut, order.length, found);
      comparer.between(order, 0, cut, cut, order.length, found);
      assertThat(found.pairs).containsAtLeastElementsIn(expected);
      assertThat(comparer.compared()).isAtLeast((long) found.pairs.size());
    }
    Candidates single = new Candidates();
    RowComparer comparer = closeness().comparer(rows, null);
    expected.forEach(pair -> comparer.pair(pair.get(0), pair.get(1), single));
    assertThat(single.pairs).containsExactlyElementsIn(expected);
  }

  @Test
  public final void aPairMattersWhenItReachesTheFloorOfEitherRow() {
    EmbeddingMatrix rows = matrix();
    Random random = new Random(5);
    float[] floors = new float[rows.rows()];
    for (int row = 0; row < floors.length; row++) {
      double least = closeness().least();
      floors[row] = (float) (least + (1.2 - least) * random.nextDouble());
    }
    Set<List<Integer>> expected = new HashSet<>();
    for (int a = 0; a < rows.rows(); a++) {
      for (int b = a + 1; b < rows.rows(); b++) {
        if (closeness().of(rows, a, b) >= Math.min(floors[a], floors[b])) {
          expected.add(List.of(a, b));
        }
      }
    }
    Candidates found = new Candidates();
    int[] order = shuffled(rows.rows());
    RowComparer comparer = closeness().comparer(rows, floors);
    comparer.within(order, 0, 90, found);
    comparer.within(order, 90, order.length, found);
    comparer.between(order, 0, 90, 90, order.length, found);
    assertThat(found.pairs).containsAtLeastElementsIn(expected);
  }

  @Test
  public final void hashesAgreeAsOftenAsTheirFamilySays() {
    EmbeddingMatrix rows = matrix();
    HashFamily family = closeness().hashes();
    for (int width : family.widths()) {
      HashParams params = new HashParams(rows.dims(), width, 1, ROUNDS, 3);
      int[] keys = new int[rows.rows() * ROUNDS];
      family.hasher(params, null).hash(rows, 0, rows.rows(), keys);
      double expected = 0;
      long found = 0;
      for (List<Integer> pair : truth(rows, threshold())) {
        int a = pair.get(0);
        int b = pair.get(1);
        expected += ROUNDS * family.probability(width, closeness().of(rows, a, b));
        for (int round = 0; round < ROUNDS; round++) {
          found += keys[a * ROUNDS + round] == keys[b * ROUNDS + round] ? 1 : 0;
        }
      }
      assertWithMessage("agreements at width %s", width)
          .that((double) found)
          .isAtLeast(0.97 * expected);
    }
  }

  @Test
  public final void agreeingIsTheMoreProbableTheCloserRowsAre() {
    HashFamily family = closeness().hashes();
    for (int width : family.widths()) {
      double last = 0;
      for (double weight = -1; weight <= 1; weight += 1 / 128.0) {
        double probability = family.probability(width, weight);
        assertThat(probability).isAtLeast(last - 1e-9);
        assertThat(probability).isAtMost(1.0);
        last = probability;
      }
    }
  }

  @Test
  public final void keysDependOnTheRowAloneAndFitTheirBits() {
    EmbeddingBlock rows = rows();
    HashFamily family = closeness().hashes();
    int width = family.widths().get(0);
    int slices = Math.min(2, family.mostSlices(width));
    HashParams params = new HashParams(rows.dims(), width, slices, 7, 11);
    int[] all = new int[rows.rows() * 7];
    family.hasher(params, null).hash(matrix(), 0, rows.rows(), all);
    for (int key : all) {
      assertThat(key).isAtLeast(0);
      assertThat((long) key).isLessThan(1L << family.keyBits(width, slices));
    }
    for (int row : new int[] {0, 1, rows.rows() - 1}) {
      EmbeddingMatrix one =
          EmbeddingMatrix.of(
              measure().form(), new EmbeddingBlockBuilder(rows.dims()).copy(rows, row).build());
      int[] keys = new int[7];
      family.hasher(params, null).hash(one, 0, 1, keys);
      assertThat(keys).isEqualTo(Arrays.copyOfRange(all, row * 7, row * 7 + 7));
    }
  }

  @Test
  public final void travelledItSaysTheSame() throws Exception {
    EmbeddingMatrix rows = matrix();
    SimilarityMeasure travelled = travelled(measure());
    assertThat(travelled.name()).isEqualTo(measure().name());
    Closeness there = travelled(travelled.closeness(threshold()));
    for (int row = 1; row < rows.rows(); row++) {
      assertThat(there.of(rows, 0, row)).isEqualTo(closeness().of(rows, 0, row));
    }
    int width = there.hashes().widths().get(0);
    HashParams params = new HashParams(rows.dims(), width, 1, 5, 1);
    int[] keys = new int[rows.rows() * 5];
    int[] again = new int[rows.rows() * 5];
    closeness().hashes().hasher(params, null).hash(rows, 0, rows.rows(), keys);
    travelled(there.hashes()).hasher(params, null).hash(rows, 0, rows.rows(), again);
    assertThat(again).isEqualTo(keys);
  }

  @Test
  public final void joinsFindTruePairsOnlyAndAsManyAsAskedFor() {
    EmbeddingMatrix rows = matrix();
    Set<List<Integer>> truth = truth(rows, threshold());
    JoinParams params = JoinParams.defaults().withSimilarity(measure(), threshold());
    assertThat(joined(rows, params.withMethod(JoinMethod.EXACT))).containsExactlyElementsIn(truth);
    double found = 0;
    int seeds = 8;
    for (int seed = 0; seed < seeds; seed++) {
      Set<List<Integer>> pairs =
          joined(rows, params.withMethod(JoinMethod.LSH).withTargetRecall(0.9).withSeed(seed));
      assertThat(truth).containsAtLeastElementsIn(pairs);
      found += pairs.size();
    }
    assertThat(found / seeds / truth.size()).isAtLeast(0.9);
  }

  private static Set<List<Integer>> joined(EmbeddingMatrix rows, JoinParams params) {
    JoinResult result = SimilarityJoin.of(rows, params, 1);
    Set<List<Integer>> pairs = new HashSet<>();
    for (int node = 0; node < result.graph().nodes(); node++) {
      int start = result.graph().start(node);
      for (int edge = start; edge < start + result.graph().degree(node); edge++) {
        int a = result.order()[node];
        int b = result.order()[result.graph().target(edge)];
        pairs.add(List.of(Math.min(a, b), Math.max(a, b)));
      }
    }
    return pairs;
  }

  private Set<List<Integer>> truth(EmbeddingMatrix rows, double threshold) {
    Closeness closeness = measure().closeness(threshold);
    Set<List<Integer>> pairs = new HashSet<>();
    for (int a = 0; a < rows.rows(); a++) {
      for (int b = a + 1; b < rows.rows(); b++) {
        if (closeness.reaches(closeness.of(rows, a, b))) {
          pairs.add(List.of(a, b));
        }
      }
    }
    return pairs;
  }

  private static int[] shuffled(int rows) {
    int[] order = new int[rows];
    Random random = new Random(9);
    for (int i = 0; i < rows; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  @SuppressWarnings("unchecked")
  private static <T> T travelled(T object) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  private static final class Candidates implements RowComparer.Candidates {
    private final Set<List<Integer>> pairs = new HashSet<>();

    @Override
    public void pair(int a, int b) {
      List<Integer> pair = List.of(Math.min(a, b), Math.max(a, b));
      assertWithMessage("%s comes twice", pair).that(pairs.add(pair)).isTrue();
    }
  }
}
