package org.beamnsl.pipelines.buildgraph;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.beamnsl.core.manifest.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BuildGraphBadInputTest {
  @TempDir Path folder;

  @Test
  void badRowsFailTheCommandUnlessTheyAreToleratedAndThenAreListed() throws IOException {
    Path input =
        new EmbeddingFile()
            .row("good", 1f, 0f)
            .withoutId(1f, 0f)
            .row("", 1f, 0f)
            .row("with\ttab", 1f, 0f)
            .row("with\nnewline", 1f, 0f)
            .withoutVector("no vector")
            .row("empty")
            .row("long", 1f, 2f, 3f)
            .row("nan", Float.NaN, 0f)
            .row("infinite", 1f, Float.NEGATIVE_INFINITY)
            .raw("this is no Example".getBytes(StandardCharsets.UTF_8))
            .row("good too", 0.9f, 0.1f)
            .write(folder.resolve("emb.tfrecord"));
    Path output = folder.resolve("graph.tsv");
    BuildGraphRun strict = BuildGraphRun.of("--input=" + input, "--output=" + output);
    assertThat(strict.status()).isEqualTo(65);
    assertThat(strict.err()).contains("10 of 12 records are bad");
    assertThat(strict.err()).contains(input.toString());
    assertThat(Files.exists(output)).isFalse();

    BuildGraphRun tolerant =
        BuildGraphRun.of("--input=" + input, "--output=" + output, "--maxBadFraction=0.9");
    assertWithMessage(tolerant.err()).that(tolerant.status()).isEqualTo(0);
    assertThat(Files.readAllLines(output)).hasSize(2);
    List<String> bad =
        Files.readAllLines(folder.resolve("graph.tsv.badrecords/part-00000-of-00001.tsv"));
    assertThat(bad).hasSize(10);
    List<String> reasons =
        List.of(
            "no feature 'id'",
            "is empty",
            "tab or a line break",
            "tab or a line break",
            "no feature 'embedding'",
            "is empty",
            "has 3 values, expected 2",
            "holds NaN",
            "holds -Infinity",
            "not an Example");
    for (int row = 0; row < reasons.size(); row++) {
      assertThat(bad.get(row)).contains(reasons.get(row));
      assertThat(bad.get(row)).startsWith(input + "\t");
    }
    Manifest manifest = Manifest.read(output + Manifest.SUFFIX);
    assertThat(manifest.counters()).containsEntry("badRecords", 10L);
  }

  @Test
  void manyWorkersCountBadRowsToo() throws IOException {
    EmbeddingFile rows = new EmbeddingFile().withoutId(1f, 0f);
    for (int row = 0; row < 40; row++) {
      rows.row("r" + row, row, 1f);
    }
    Path input = rows.write(folder.resolve("emb.tfrecord"));
    Path output = folder.resolve("graph.tsv");
    String[] many = {"--input=" + input, "--output=" + output, "--partitionRows=10"};
    BuildGraphRun strict = BuildGraphRun.of((Object[]) many);
    assertThat(strict.status()).isEqualTo(65);
    assertThat(strict.err()).contains("1 of 41 records are bad");
    Path doubled = rows.row("r7", 3f, 3f).write(folder.resolve("double.tfrecord"));
    BuildGraphRun repeated =
        BuildGraphRun.of("--input=" + doubled, "--output=" + output, "--partitionRows=10");
    assertThat(repeated.status()).isEqualTo(65);
    assertThat(repeated.err()).contains("r7");
  }

  @Test
  void manyBadRowsAreAllListedInOrderInOnePlaceAndInMany() throws IOException {
    int bad = 130_000; // more than is kept in memory, twice
    EmbeddingFile rows = new EmbeddingFile();
    for (int row = 0; row < 40; row++) {
      rows.row("r" + row, row, 1f);
    }
    for (int row = 0; row < bad; row++) {
      rows.withoutId(1f, 0f);
    }
    Path input = rows.write(folder.resolve("emb.tfrecord"));
    List<List<String>> lists = new ArrayList<>();
    for (String partitionRows : List.of("1000000", "1000")) {
      Path output = folder.resolve("graph-" + partitionRows + ".tsv");
      Object[] line = {
        "--input=" + input, "--output=" + output, "--partitionRows=" + partitionRows
      };
      BuildGraphRun strict = BuildGraphRun.of(line);
      assertThat(strict.status()).isEqualTo(65);
      assertThat(strict.err()).contains(bad + " of " + (bad + 40) + " records are bad");
      BuildGraphRun tolerant = BuildGraphRun.of(line[0], line[1], line[2], "--maxBadFraction=1");
      assertWithMessage(tolerant.err()).that(tolerant.status()).isEqualTo(0);
      assertThat(Manifest.read(output + Manifest.SUFFIX).counters())
          .containsEntry("badRecords", (long) bad);
      lists.add(
          Files.readAllLines(Path.of(output + ".badrecords").resolve("part-00000-of-00001.tsv")));
    }
    assertThat(lists.get(0)).hasSize(bad);
    long before = -1;
    for (String line : lists.get(0)) {
      long position = Long.parseLong(line.split("\t", 3)[1]);
      assertThat(position).isGreaterThan(before);
      before = position;
    }
    assertThat(lists.get(1).equals(lists.get(0))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "dot, 'has length 2.236, but similarity=dot compares vectors of length 1'",
    "euclidean, 'holds NaN'",
    "euclidean, 'has length 3.000e+18, but similarity=euclidean compares'",
    "cosine, 'holds INT64, expected FLOAT'",
    "euclidean, 'holds BYTES, expected FLOAT'",
    "jaccard, 'holds FLOAT, expected tokens: INT64 or BYTES'",
    "jaccard, 'is an empty set'",
  })
  void rowsThatAMeasureCannotCompareAreBad(String measure, String reason) throws IOException {
    EmbeddingFile vectors = new EmbeddingFile().row("good", 0f, 1f);
    TokenFile sets = new TokenFile().numbers("good", 1, 2);
    Path file = folder.resolve("rows.tfrecord");
    if (reason.contains("BYTES, expected")) {
      new TokenFile().words("bad", "not", "numbers").write(file);
    } else if (reason.contains("INT64, expected")) {
      new TokenFile().numbers("bad", 1, 2).write(file);
    } else if (reason.contains("empty")) {
      sets.numbers("bad").write(file);
    } else if (reason.contains("NaN")) {
      vectors.row("bad", Float.NaN, 0f).write(file);
    } else if (reason.contains("e+18")) {
      vectors.row("bad", 3e18f, 0f).write(file);
    } else {
      vectors.row("bad", 1f, 2f).write(file);
    }
    String feature = Files.readString(file, StandardCharsets.ISO_8859_1);
    for (String rows : List.of("1000000", "1")) {
      BuildGraphRun run =
          BuildGraphRun.of(
              "--input=" + file,
              "--output=" + folder.resolve("graph.tsv"),
              "--similarity=" + measure,
              "--embeddingFeature=" + (feature.contains("tokens") ? "tokens" : "embedding"),
              "--partitionRows=" + rows);
      assertThat(run.status()).isEqualTo(65);
      assertThat(run.err()).contains(file.toString());
      assertThat(run.err()).contains(reason);
      assertThat(run.err().lines().filter(line -> line.contains("bad")).count()).isEqualTo(1);
    }
  }

  @Test
  void filesThatAreNoRecordsOrEndTooSoonAreNamed() throws IOException {
    byte[] rows =
        Files.readAllBytes(
            new EmbeddingFile()
                .row("a", 1f, 0f)
                .row("b", 1f, 0f)
                .write(folder.resolve("whole.tfrecord")));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(rows);
    }
    byte[] zip = zipped.toByteArray();
    Files.write(folder.resolve("cut.tfrecord.gz"), Arrays.copyOf(zip, zip.length - 12));
    Files.write(folder.resolve("plain.tfrecord.gz"), rows);
    Files.writeString(folder.resolve("text.tfrecord"), "id,embedding\na,1 0\nb,1 0\n");
    for (String name : List.of("cut.tfrecord.gz", "plain.tfrecord.gz", "text.tfrecord")) {
      Path file = folder.resolve(name);
      BuildGraphRun run =
          BuildGraphRun.of("--input=" + file, "--output=" + folder.resolve("graph.tsv"));
      assertWithMessage("%s: %s", name, run.err()).that(run.status()).isEqualTo(65);
      assertThat(run.err()).contains(file.toString());
      assertThat(Files.exists(folder.resolve("graph.tsv"))).isFalse();
    }
  }

  @Test
  void theFirstTenRepeatedIdsAreNamedByOneWorkerAndByMany() throws IOException {
    EmbeddingFile rows = new EmbeddingFile();
    for (int row = 0; row < 60; row++) {
      rows.row("r" + (10 + row % 30), row, 1f);
    }
    Path input = rows.write(folder.resolve("emb.tfrecord"));
    for (String many : List.of("--partitionRows=1000", "--partitionRows=10")) {
      BuildGraphRun run =
          BuildGraphRun.of("--input=" + input, "--output=" + folder.resolve("graph.tsv"), many);
      assertThat(run.status()).isEqualTo(65);
      assertThat(run.err())
          .contains(
              "30 rows repeat an id that came before (--onDuplicateId=last keeps the last):"
                  + " r10, r11, r12, r13, r14, r15, r16, r17, r18, r19, …");
    }
  }

  @Test
  void repeatedIdsAreNamedOrTheLastOneCounts() throws IOException {
    Path input =
        new EmbeddingFile()
            .row("twice", 1f, 0f)
            .row("other", 0f, 1f)
            .row("twice", 0f, 2f)
            .write(folder.resolve("emb.tfrecord"));
    Path output = folder.resolve("graph.tsv");
    BuildGraphRun strict = BuildGraphRun.of("--input=" + input, "--output=" + output);
    assertThat(strict.status()).isEqualTo(65);
    assertThat(strict.err()).contains("twice");
    BuildGraphRun last =
        BuildGraphRun.of("--input=" + input, "--output=" + output, "--onDuplicateId=last");
    assertWithMessage(last.err()).that(last.status()).isEqualTo(0);
    assertThat(Files.readString(output))
        .isEqualTo("other\ttwice\t1.000000\ntwice\tother\t1.000000\n");
  }

  @Test
  void emptyInputAndASingleRowGiveEmptyGraphs() throws IOException {
    Path empty = new EmbeddingFile().write(folder.resolve("empty.tfrecord"));
    Path one = new EmbeddingFile().row("a", 1f).write(folder.resolve("one.tfrecord"));
    for (Path input : List.of(empty, one)) {
      Path output = folder.resolve(input.getFileName() + ".tsv");
      BuildGraphRun run = BuildGraphRun.of("--input=" + input, "--output=" + output);
      assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
      assertThat(Files.readString(output)).isEmpty();
    }
  }

  @Test
  void zeroVectorsAreLegalAndPointedOut() throws IOException {
    Path input =
        new EmbeddingFile()
            .row("zero", 0f, 0f)
            .row("one", 1f, 0f)
            .write(folder.resolve("emb.tfrecord"));
    BuildGraphRun run =
        BuildGraphRun.of(
            "--input=" + input,
            "--output=" + folder.resolve("graph.tsv"),
            "--similarityThreshold=0");
    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    assertThat(run.err()).contains("1 vectors of zeros");
    assertThat(Files.readString(folder.resolve("graph.tsv"))).contains("one\tzero\t0.000000\n");
  }

  @Test
  void damagedAndMissingFilesAreNamed() throws IOException {
    Path whole =
        new EmbeddingFile()
            .row("a", 1f, 0f)
            .row("b", 1f, 0f)
            .write(folder.resolve("whole.tfrecord"));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.tfrecord"), Arrays.copyOf(bytes, bytes.length - 9));
    bytes[bytes.length / 4] ^= 1;
    Path flipped = Files.write(folder.resolve("flipped.tfrecord"), bytes);
    for (Path damaged : List.of(cut, flipped)) {
      BuildGraphRun run =
          BuildGraphRun.of("--input=" + damaged, "--output=" + folder.resolve("graph.tsv"));
      assertWithMessage("%s", damaged).that(run.status()).isEqualTo(65);
      assertThat(run.err()).contains(damaged.toString());
    }
    Path missing = folder.resolve("missing.tfrecord");
    BuildGraphRun run =
        BuildGraphRun.of("--input=" + missing, "--output=" + folder.resolve("graph.tsv"));
    assertThat(run.status()).isEqualTo(66);
    assertThat(run.err()).contains(missing.toString());
  }

  @Test
  void anExistingOutputIsKeptUnlessOverwritten() throws IOException {
    Path input = new EmbeddingFile().row("a", 1f).write(folder.resolve("emb.tfrecord"));
    Path output = Files.writeString(folder.resolve("graph.tsv"), "precious");
    BuildGraphRun run = BuildGraphRun.of("--input=" + input, "--output=" + output);
    assertThat(run.status()).isEqualTo(73);
    assertThat(Files.readString(output)).isEqualTo("precious");
    assertThat(BuildGraphRun.of("--input=" + input, "--output=" + output, "--overwrite").status())
        .isEqualTo(0);
    assertThat(Files.readString(output)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--similarityThreshold=1.5, similarityThreshold=1.5",
    "--similarityThreshold=NaN, similarityThreshold=NaN",
    "--similarityThreshold=-1.5, similarityThreshold=-1.5",
    "--similarity=manhattan, 'similarity=manhattan: expected one of cosine, dot, euclidean, jaccard'",
    "--similarity=dot --similarityThreshold=1.1, similarityThreshold=1.1: expected a dot product",
    "--similarity=euclidean --similarityThreshold=0, similarityThreshold=0.0: expected a distance",
    "--similarity=euclidean --similarityThreshold=-2, similarityThreshold=-2.0: expected a distance",
    "--similarity=euclidean --similarityThreshold=NaN, similarityThreshold=NaN",
    "--similarity=euclidean --topK=3, topK=3: with --similarity=euclidean give --maxNeighbors",
    "--similarity=euclidean --center=true, center=true",
    "--similarity=dot --center=true, center=true",
    "--similarity=jaccard --similarityThreshold=-0.1, similarityThreshold=-0.1: expected a Jaccard",
    "--similarity=jaccard --similarityThreshold=1.01, similarityThreshold=1.01",
    "--similarity=jaccard --method=nsl, method=nsl",
    "--maxNeighbors=-1, maxNeighbors=-1",
    "--topK=-1, topK=-1",
    "--topK=2 --maxNeighbors=2, topK=2",
    "--targetRecall=1, targetRecall=1",
    "--lshSplits=-2, lshSplits=-2",
    "--numShards=2, numShards=2",
    "--partitionRows=0, partitionRows=0",
    "--maxBadFraction=2, maxBadFraction=2",
    "--method=fastest, method=fastest",
    "--threads=-1, threads=-1",
  })
  void flagsOutsideTheirRangeAreUsageErrors(String flags, String named) throws IOException {
    Path input = new EmbeddingFile().row("a", 1f).write(folder.resolve("emb.tfrecord"));
    List<Object> all = new ArrayList<>(List.of(flags.split(" ")));
    all.add("--input=" + input);
    all.add("--output=" + folder.resolve("graph.tsv"));
    BuildGraphRun run = BuildGraphRun.of(all.toArray());
    assertThat(run.status()).isEqualTo(64);
    assertThat(run.err()).contains(named);
  }

  @Test
  void aNameOfCompressedTextDoesNotBecomeAFolder() throws IOException {
    Path input = new EmbeddingFile().row("a", 1f).write(folder.resolve("emb.tfrecord"));
    BuildGraphRun run =
        BuildGraphRun.of("--input=" + input, "--output=" + folder.resolve("graph.tsv.gz"));
    assertThat(run.status()).isEqualTo(64);
    assertThat(run.err()).contains("a name ending in .edges gives packed edges");
  }

  @Test
  void oneFileAloneIsAUsageErrorInTheOriginalsSpelling() {
    BuildGraphRun run = BuildGraphRun.of("only.tfrecord");
    assertThat(run.status()).isEqualTo(64);
    assertThat(run.err()).contains("only.tfrecord");
  }
}
