package org.beamnsl.core.embedding.latent;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.beamnsl.core.embedding.rows.LearningInMemory;
import org.beamnsl.core.embedding.rows.RowHead;
import org.beamnsl.core.embedding.rows.RowReader;
import org.beamnsl.core.embedding.words.TermCounts;
import org.beamnsl.core.page.PageWriter;

class LatentFitProperties {
  private static final int TERMS = 64;

  @Property(tries = 30)
  void neitherOrderNorPagingMatters(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int documents) {
    List<TermCounts> corpus = corpus(seed, documents);
    List<TermCounts> shuffled = new ArrayList<>(corpus);
    Collections.shuffle(shuffled, new Random(seed + 1));

    byte[] one = fit(params(5, 3), pages(corpus, documents));
    byte[] many = fit(params(5, 3), pages(shuffled, 3));

    assertThat(many).isEqualTo(one);
  }

  @Property(tries = 30)
  void cosinesEqualThoseOfTheWeightsWhenNothingIsCutOff(@ForAll long seed) {
    List<TermCounts> corpus = corpus(seed, 12);
    List<byte[]> pages = pages(corpus, 4);
    LatentModel model = LatentModel.ofBytes(fit(params(TERMS, 2), pages));
    FrequencySums sums = new FrequencySums(TERMS);
    pages.forEach(sums::addPage);
    DocumentFrequencies frequencies = DocumentFrequencies.ofSums(sums.values());
    TermWeights weights = TermWeights.of(frequencies, params(TERMS, 2));
    for (int i = 1; i < corpus.size(); i++) {
      float[] a = model.embed(corpus.get(i - 1)).clone();
      float[] b = model.embed(corpus.get(i));
      assertThat(dot(a, b))
          .isWithin(1e-5)
          .of(dot(dense(weights, corpus.get(i - 1)), dense(weights, corpus.get(i))));
    }
  }

  @Example
  void twoTopicsComeApart() {
    List<TermCounts> corpus = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      TermCounts counts = new TermCounts();
      for (int word = 0; word < 6; word++) {
        counts.add(i % 2 * 30 + random.nextInt(30));
      }
      counts.finish();
      corpus.add(counts);
    }
    LatentModel model = LatentModel.ofBytes(fit(params(2, 6), pages(corpus, 10)));
    for (int i = 2; i < corpus.size(); i++) {
      double same = dot(model.embed(corpus.get(i)), model.embed(corpus.get(i - 2)));
      double other = dot(model.embed(corpus.get(i)), model.embed(corpus.get(i - 1)));
      assertThat(same).isGreaterThan(other + 0.5);
    }
  }

  @Example
  void documentsWithoutKnownTermsAreZero() {
    LatentModel model = LatentModel.ofBytes(fit(params(4, 2), pages(corpus(3, 20), 20)));
    TermCounts nothing = new TermCounts();
    nothing.finish();
    assertThat(model.embed(nothing)).isEqualTo(new float[4]);
  }

  private static LatentParams params(int dimensions, int passes) {
    return new LatentParams(dimensions, 1, 1, 1000, passes, 10, 7);
  }

  private static byte[] fit(LatentParams params, List<byte[]> pages) {
    try {
      return LearningInMemory.of(LatentPasses.of(params, TERMS), pages);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<TermCounts> corpus(long seed, int documents) {
    Random random = new Random(seed);
    List<TermCounts> corpus = new ArrayList<>();
    for (int i = 0; i < documents; i++) {
      TermCounts counts = new TermCounts();
      for (int word = 1 + random.nextInt(20); word > 0; word--) {
        counts.add(random.nextInt(1 + random.nextInt(TERMS)));
      }
      counts.finish();
      corpus.add(counts);
    }
    return corpus;
  }

  private static List<byte[]> pages(List<TermCounts> corpus, int rowsPerPage) {
    List<byte[]> pages = new ArrayList<>();
    PageWriter page = new PageWriter(64);
    for (int i = 0; i < corpus.size(); i++) {
      PageWriter payload = new PageWriter(64);
      corpus.get(i).writeTo(payload);
      byte[] id = ("d" + i).getBytes(StandardCharsets.UTF_8);
      RowReader.write(page, new RowHead(id, 0, -1), payload.take());
      if ((i + 1) % rowsPerPage == 0) {
        pages.add(page.take());
      }
    }
    pages.add(page.take());
    return pages;
  }

  private static float[] dense(TermWeights weights, TermCounts counts) {
    SparseRow row = new SparseRow();
    weights.weigh(counts, row);
    float[] dense = new float[TERMS];
    for (int i = 0; i < row.size(); i++) {
      dense[row.column(i)] = (float) row.value(i);
    }
    return dense;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
