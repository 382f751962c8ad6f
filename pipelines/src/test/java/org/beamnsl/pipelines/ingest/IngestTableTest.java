package org.beamnsl.pipelines.ingest;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

class IngestTableTest {
  @TempDir Path folder;

  @Test
  void csvColumnsBecomeFeaturesOfTheTypeThatAllRowsNeed() throws IOException {
    String csv =
        IngestRun.write(
            folder,
            "a.csv",
            "id,label,stars,score,zip,text",
            "r1,pos,1,2,01234,\"He said \"\"no\"\", twice,",
            "and left\"",
            "r2,neg,7,2.5,5,12");
    IngestRun run = IngestRun.of(folder, "--input=" + csv, "--format=csv", "--textColumn=text");
    assertThat(run.err()).doesNotContain("nsl ingest:");
    assertThat(run.texts("train", "text"))
        .containsExactly("He said \"no\", twice,\nand left", "12")
        .inOrder();
    assertThat(run.ints("train", "stars")).containsExactly(1L, 7L).inOrder();
    assertThat(run.texts("train", "zip")).containsExactly("01234", "5").inOrder();
    assertThat(
            run.examples("train").stream()
                .map(e -> IngestRun.feature(e, "score").getFloatList().getValue(0)))
        .containsExactly(2f, 2.5f)
        .inOrder();
  }

  @Test
  void labelsAreNumberedInAlphabeticalOrderOverAllSplits() throws IOException {
    String train = IngestRun.write(folder, "train.csv", "id,label", "a,zebra", "b,", "c,-1");
    String test = IngestRun.write(folder, "test.csv", "id,label", "d,ape", "e,zebra");
    IngestRun run =
        IngestRun.of(folder, "--input=train=" + train + ";test=" + test, "--format=csv");
    assertThat(run.ints("train", "label")).containsExactly(1L, -1L, -1L).inOrder();
    assertThat(run.ints("test", "label")).containsExactly(0L, 1L).inOrder();
    assertThat(Files.readAllLines(run.output().resolve("labels.txt")))
        .containsExactly("ape", "zebra")
        .inOrder();
  }

  @Test
  void severalFilesOfASplitAreReadInTheOrderOfTheFlag() throws IOException {
    String b = IngestRun.write(folder, "b.csv", "id,label", "b1,1", "b2,0");
    String a = IngestRun.write(folder, "a.csv", "id,label", "a1,-1");
    IngestRun run = IngestRun.of(folder, "--input=train=" + b + "," + a, "--format=csv");
    assertThat(run.texts("train", "id")).containsExactly("b1", "b2", "a1").inOrder();
    assertThat(run.ints("train", "label")).containsExactly(1L, 0L, -1L).inOrder();
  }

  @Test
  void citationDataKeepsItsWordsAsIntegers() throws IOException {
    String content =
        IngestRun.write(folder, "p.content", "31336\t0\t1\t1\tTheory", "10\t1\t0\t0\tCase_Based");
    String splits = IngestRun.write(folder, "splits.csv", "id,split", "31336,train", "10,test");
    IngestRun run =
        IngestRun.of(folder, "--input=" + content, "--format=content", "--splitFile=" + splits);
    Example paper = run.examples("train").get(0);
    assertThat(IngestRun.text(paper, "id")).isEqualTo("31336");
    assertThat(IngestRun.feature(paper, "words").getInt64List().getValueList())
        .containsExactly(0L, 1L, 1L)
        .inOrder();
    assertThat(run.ints("train", "label")).containsExactly(1L);
    assertThat(run.texts("test", "id")).containsExactly("10");
  }

  @Test
  void idsThatTheSplitFileDoesNotListAreLeftOutAndCounted() throws IOException {
    String csv = IngestRun.write(folder, "a.csv", "id,x", "a,1", "b,2", "c,3");
    String splits = IngestRun.write(folder, "splits.csv", "id,split", "a,train", "c,train");
    IngestRun run = IngestRun.of(folder, "--input=" + csv, "--format=csv", "--splitFile=" + splits);
    assertThat(run.texts("train", "id")).containsExactly("a", "c").inOrder();
    assertThat(run.out()).contains("1 examples left out");
  }

  @Test
  void jsonLinesKeepTextsListsAndNumbersApart() throws IOException {
    String json =
        IngestRun.write(
            folder,
            "a.jsonl",
            "{\"id\":\"a\",\"v\":[1,2.5],\"code\":\"7\",\"flag\":true}",
            "{\"id\":\"b\",\"v\":[3,4],\"code\":\"8\",\"flag\":null}");
    IngestRun run = IngestRun.of(folder, "--input=" + json, "--format=jsonl");
    List<Example> examples = run.examples("train");
    assertThat(IngestRun.feature(examples.get(1), "v").getFloatList().getValueList())
        .containsExactly(3f, 4f)
        .inOrder();
    assertThat(IngestRun.text(examples.get(0), "code")).isEqualTo("7");
    assertThat(IngestRun.feature(examples.get(0), "flag").getInt64List().getValueList())
        .containsExactly(1L);
    assertThat(examples.get(1).getFeatures().getFeatureMap()).doesNotContainKey("flag");
  }

  @Test
  void aTableWithoutRowsIsCalledEmptyNotWithoutColumns() throws IOException {
    String csv = IngestRun.write(folder, "a.csv", "id,label,text");
    IngestRun run = IngestRun.of(folder, "--input=" + csv, "--format=csv", "--textColumn=text");
    assertThat(run.status()).isEqualTo(65);
  }

  @Test
  void tabsSeparateWithoutQuotesAndADeclaredColumnHoldsVectors() throws IOException {
    String tsv = IngestRun.write(folder, "a.tsv", "id\tv\ttext", "a\t1 2.5\tsay \"hi");
    IngestRun run =
        IngestRun.of(
            folder,
            "--input=" + tsv,
            "--format=tsv",
            "--types=v=float",
            "--textColumn=text",
            "--feature=body");
    Example example = run.examples("train").get(0);
    assertThat(IngestRun.feature(example, "v").getFloatList().getValueList())
        .containsExactly(1f, 2.5f)
        .inOrder();
    assertThat(IngestRun.text(example, "body")).isEqualTo("say \"hi");
  }

  @Test
  void sharesSplitByIdTheSameWayForAnyOrder() throws IOException {
    List<String> rows = Stream.iterate(0, i -> i + 1).limit(1000).map(i -> "r" + i).toList();
    String[] forward = Stream.concat(Stream.of("id"), rows.stream()).toArray(String[]::new);
    String[] backward =
        Stream.concat(Stream.of("id"), rows.stream().sorted((a, b) -> b.compareTo(a)))
            .toArray(String[]::new);
    IngestRun one = shares(IngestRun.write(folder, "f.csv", forward));
    IngestRun two = shares(IngestRun.write(folder, "b.csv", backward));
    assertThat(one.texts("test", "id").stream().collect(Collectors.toSet()))
        .isEqualTo(two.texts("test", "id").stream().collect(Collectors.toSet()));
    assertThat(one.texts("test", "id").size()).isAtLeast(150);
    assertThat(one.texts("test", "id").size()).isAtMost(250);
    assertThat(one.texts("train", "id").size() + one.texts("test", "id").size()).isEqualTo(1000);
  }

  private IngestRun shares(String csv) throws IOException {
    return IngestRun.of(
        folder, "--input=" + csv, "--format=csv", "--splitShares=train=0.8,test=0.2");
  }

  @Test
  void onlyTheFirstRecordsOfALimitedSplitAreKept() throws IOException {
    String train = IngestRun.write(folder, "a.csv", "id,label", "a,1", "b,0", "c,1");
    String test = IngestRun.write(folder, "b.csv", "id,label", "d,1", "e,0");
    String input = "--input=train=" + train + ";test=" + test;
    IngestRun run = IngestRun.of(folder, input, "--format=csv", "--firstRecords=train=2");
    assertThat(run.texts("train", "id")).containsExactly("a", "b").inOrder();
    assertThat(run.texts("test", "id")).containsExactly("d", "e").inOrder();
    assertThat(run.out()).contains("1 examples left out: beyond --firstRecords");
    IngestRun unknown = IngestRun.of(folder, input, "--format=csv", "--firstRecords=tset=2");
    assertThat(unknown.status()).isEqualTo(64);
    assertThat(unknown.err())
        .contains("--firstRecords=tset=2: no such split; there are [train, test]");
    IngestRun nothing = IngestRun.of(folder, input, "--format=csv", "--firstRecords=train=0");
    assertThat(nothing.status()).isEqualTo(64);
    assertThat(nothing.err()).contains("--firstRecords=train=0: expected split=number");
  }

  @Test
  void twoRunsWriteTheSameBytes() throws IOException {
    String csv = IngestRun.write(folder, "a.csv", "id,label,text", "a,x,one", "b,y,two", "c,x,");
    String[] flags = {"--input=" + csv, "--format=csv", "--numShards=2"};
    String shard = "Split-train/data_tfrecord-00001-of-00002.gz";
    byte[] first = Files.readAllBytes(IngestRun.of(folder, flags).output().resolve(shard));
    byte[] second = Files.readAllBytes(IngestRun.of(folder, flags).output().resolve(shard));
    assertThat(first).isEqualTo(second);
    assertThat(first.length).isGreaterThan(20);
  }

  @Test
  void aSplitWhoseNameIsAPathIsRefused() throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), "id,label,x\na,1,1.5\n");
    Path splits = Files.writeString(folder.resolve("splits.csv"), "id,split\na,../../out\n");
    IngestRun listed =
        IngestRun.of(folder, "--input=" + csv, "--format=csv", "--splitFile=" + splits);
    assertThat(listed.status()).isEqualTo(65);
    assertThat(listed.err()).contains("the name of a split must be letters");
    assertThat(
            IngestRun.of(folder, "--input=" + csv, "--format=csv", "--splitShares=../x=1").status())
        .isEqualTo(65);
  }
}
