package org.beamnsl.core.statistics;

import static com.google.common.truth.Truth.assertThat;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.Feature;

final class FeatureStatisticsTest {
  private static Feature floats(double... values) {
    Feature.Builder feature = Feature.newBuilder();
    for (double value : values) {
      feature.getFloatListBuilder().addValue((float) value);
    }
    return feature.build();
  }

  private static Feature text(String value) {
    Feature.Builder feature = Feature.newBuilder();
    feature.getBytesListBuilder().addValue(ByteString.copyFromUtf8(value));
    return feature.build();
  }

  private static FeatureStatistics uniform(double from, int count) {
    FeatureAccumulator accumulator = new FeatureAccumulator();
    for (int i = 0; i < count; i++) {
      accumulator.add(floats(from + i));
    }
    return accumulator.statistics(count);
  }

  private static FeatureStatistics words(String... words) {
    FeatureAccumulator accumulator = new FeatureAccumulator();
    for (String word : words) {
      accumulator.add(text(word));
    }
    return accumulator.statistics(words.length);
  }

  @Test
  void numbersHaveMeanSpreadAndDeciles() {
    FeatureStatistics hundred = uniform(0, 101);
    assertThat(hundred.mean()).isWithin(1e-9).of(50);
    assertThat(hundred.std()).isWithin(1e-9).of(Math.sqrt(101 * 102 / 12.0));
    assertThat(hundred.quantiles())
        .containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0)
        .inOrder();
  }

  @Test
  void quantilesOfALongStreamComeFromASampleAndStayClose() {
    FeatureStatistics million = uniform(0, 200_000);
    assertThat(million.quantiles().get(5)).isWithin(3000).of(100_000);
  }

  @Test
  void missingAndUnusableValuesAreCounted() {
    FeatureAccumulator accumulator = new FeatureAccumulator();
    accumulator.add(floats(1, Double.NaN));
    accumulator.add(floats());
    FeatureStatistics statistics = accumulator.statistics(5);
    assertThat(statistics.present()).isEqualTo(1);
    assertThat(statistics.missing()).isEqualTo(4);
    assertThat(statistics.nonFinite()).isEqualTo(1);
    assertThat(statistics.maxLength()).isEqualTo(2);
  }

  @Test
  void frequentValuesAreCountedExactlyWhileTheyAreFew() {
    FeatureStatistics statistics = words("a", "b", "a");
    assertThat(statistics.top()).containsExactly("a", 2L, "b", 1L);
    assertThat(statistics.topError()).isEqualTo(0);
  }

  @Test
  void countsOfManyValuesAreShortByNoMoreThanTheErrorSays() {
    FrequentValues frequent = new FrequentValues(100);
    for (int i = 0; i < 10_000; i++) {
      frequent.add(i % 2 == 0 ? "often" : "rare" + i);
    }
    long counted = frequent.top(1).getOrDefault("often", 0L);
    assertThat(counted).isAtLeast(5000 - frequent.maximalError());
    assertThat(counted).isAtMost(5000);
    assertThat(frequent.distinct()).isAtMost(100);
  }

  private static FeatureStatistics lists(int... lengths) {
    FeatureAccumulator accumulator = new FeatureAccumulator();
    for (int length : lengths) {
      accumulator.add(floats(new double[length]));
    }
    return accumulator.statistics(lengths.length);
  }

  @Test
  void numbersOfValuesHaveAMeanAndDeciles() {
    FeatureStatistics statistics = lists(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(statistics.meanLength()).isWithin(1e-12).of(6);
    assertThat(statistics.lengthQuantiles())
        .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0)
        .inOrder();
  }

  @Test
  void listsThatGrowDriftThoughTheirValuesStay() {
    assertThat(Drift.of(lists(2, 2, 2), lists(2, 2, 2, 2))).isWithin(1e-12).of(0);
    assertThat(Drift.of(lists(5, 5, 5), lists(2, 2, 2))).isWithin(1e-12).of(1);
  }

  @Test
  void aFeatureThatGoesMissingDriftsByTheShareThatLacksIt() {
    FeatureAccumulator halved = new FeatureAccumulator();
    halved.add(floats(1));
    halved.add(floats());
    FeatureAccumulator whole = new FeatureAccumulator();
    whole.add(floats(1));
    assertThat(Drift.of(halved.statistics(4), whole.statistics(1))).isWithin(1e-12).of(0.75);
  }

  @Test
  void equalDataHaveNoDrift() {
    assertThat(Drift.of(uniform(0, 100), uniform(0, 100))).isWithin(1e-12).of(0);
    assertThat(Drift.of(words("a", "b"), words("b", "a"))).isWithin(1e-12).of(0);
  }

  @Test
  void categoriesDriftByTheLargestDifferenceOfShares() {
    assertThat(Drift.of(words("a", "a", "a", "b"), words("a", "b", "b", "b")))
        .isWithin(1e-12)
        .of(0.5);
  }

  @Test
  void numbersThatDoNotOverlapAreOneApartAndDriftGrowsWithTheShift() {
    double small = Drift.of(uniform(10, 100), uniform(0, 100));
    double large = Drift.of(uniform(50, 100), uniform(0, 100));
    assertThat(small).isGreaterThan(0.0);
    assertThat(large).isGreaterThan(small);
    assertThat(Drift.of(uniform(1000, 100), uniform(0, 100))).isWithin(1e-9).of(1);
  }
}
