package org.beamnsl.examples.guides;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts that say nothing, rows without label and classes without contrast, through all stages. */
final class BadTextsTest {
  @TempDir Path folder;
  private CommandsInFolder nsl;

  @BeforeEach
  void setUp() throws IOException {
    nsl = new CommandsInFolder(folder);
    Files.createDirectories(folder.resolve("data"));
  }

  private void run(String line) {
    int status = nsl.run(line);
    assertWithMessage(line + "\n" + nsl.messages()).that(status).isEqualTo(0);
  }

  private void reviews(String train, String test) throws IOException {
    Files.writeString(folder.resolve("data/train.csv"), "text,label\n" + train);
    Files.writeString(folder.resolve("data/test.csv"), "text,label\n" + test);
    run(
        "ingest --input=train=data/train.csv;test=data/test.csv --format=csv --textColumn=text"
            + " --labelColumn=label --output=run/reviews");
    run("identify-examples --input=run/reviews --output=run/identified");
  }

  private JsonNode manifest(String artifact) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(artifact + "/manifest.json").toFile());
  }

  @Test
  void textsWithoutAKnownWordAreCountedAndKeepTheirPlace() throws IOException {
    reviews(
        "great film,good\n!!! ???,good\ndull film,bad\n\u4f60\u597d,bad\n"
            + "great great film,good\ndull dull film,bad\n",
        "great film,good\ndull film,bad\n");
    Files.writeString(folder.resolve("data/words.txt"), "great 1 0\ndull -1 0\nfilm 0 1\n");
    run("embed --input=run/identified/train --embedder=wordvectors:data/words.txt --output=run/e");
    run("build-graph --input=run/e --similarityThreshold=0.5 --output=run/graph");
    // All six have a row; the two without a word have vectors of zeros and no neighbour.
    assertThat(manifest("run/graph").at("/counters/records").asInt()).isEqualTo(6);
    assertThat(manifest("run/graph").at("/details/zeroVectors").asInt()).isEqualTo(2);
    run("transform --input=run/identified --maxLength=8 --vocabularySize=20 --output=run/t");
    run("pack-nbrs --input=run/t --graph=run/graph --addUndirectedEdges=true --output=run/p");
    run("train --train=run/p --model=text-average --feature=text_xf --steps=5 --output=run/m");
    assertThat(nsl.printed()).contains("6 examples, 6 of 6 labelled, 2 classes");
  }

  @Test
  void rowsWithoutLabelInTheTestSplitAreCountedAndLeftOut() throws IOException {
    reviews("great,good\ndull,bad\n", "great,good\ndull,bad\nfilm,\nplot,\n");
    run("transform --input=run/identified --maxLength=4 --vocabularySize=20 --output=run/t");
    run("train --train=run/t --model=text-average --feature=text_xf --steps=5 --output=run/m");
    run("evaluate --models=run/m --examples=run/t --output=run/e");
    assertThat(nsl.printed()).contains("2 labelled of 4 examples");
    Files.writeString(folder.resolve("data/none.csv"), "text,label\nfilm,\n");
    run(
        "ingest --input=test=data/none.csv --format=csv --textColumn=text --labelColumn=label"
            + " --output=run/none");
    run(
        "transform --input=run/none --vocabulary=run/t --analyze=test --maxLength=4 --output=run/nt");
    assertThat(nsl.run("evaluate --models=run/m --examples=run/nt --output=run/ne")).isEqualTo(65);
    assertThat(nsl.messages()).contains("none of 1 examples has a label label");
    assertThat(Files.exists(folder.resolve("run/ne"))).isFalse();
  }

  @Test
  void oneClassOnlyIsWarnedOfAndEvaluatedWithoutAnAuc() throws IOException {
    reviews("great,good\nlovely,good\n", "great,good\n");
    run("transform --input=run/identified --maxLength=4 --vocabularySize=20 --output=run/t");
    run("train --train=run/t --model=text-average --feature=text_xf --steps=5 --output=run/m");
    assertThat(nsl.messages()).contains("all 2 labelled examples have label 0");
    run("evaluate --models=run/m --examples=run/t --output=run/e");
    JsonNode metrics =
        new ObjectMapper()
            .readTree(folder.resolve("run/e/evaluation.json").toFile())
            .at("/models/0/metrics");
    assertThat(metrics.has("accuracy")).isTrue();
    assertThat(metrics.has("auc")).isFalse();
  }

  @Test
  void aClassThatOnlyTheTestSplitHasIsNamed() throws IOException {
    Files.writeString(folder.resolve("data/train.csv"), "text,label\ngreat,0\ndull,1\n");
    Files.writeString(folder.resolve("data/test.csv"), "text,label\nodd,2\n");
    run(
        "ingest --input=train=data/train.csv;test=data/test.csv --format=csv --textColumn=text"
            + " --labelColumn=label --output=run/reviews");
    run("transform --input=run/reviews --maxLength=4 --vocabularySize=20 --output=run/t");
    run("train --train=run/t --model=text-average --feature=text_xf --steps=5 --output=run/m");
    assertThat(nsl.run("evaluate --models=run/m --examples=run/t --output=run/e")).isEqualTo(65);
    assertThat(nsl.messages()).contains("has label 2, but the model");
    assertThat(nsl.messages()).contains("knows the classes 0 to 1 only");
  }

  @Test
  void aTextColumnThatIsNotThereIsNamedWithThoseThatAre() throws IOException {
    Files.writeString(folder.resolve("data/train.csv"), "review,label\ngreat,0\n");
    assertThat(
            nsl.run(
                "ingest --input=data/train.csv --format=csv --textColumn=text --output=run/reviews"))
        .isEqualTo(64);
    assertThat(nsl.messages()).contains("text");
    assertThat(nsl.messages()).contains("review");
    assertThat(nsl.messages().lines().count()).isEqualTo(1);
    assertThat(Files.exists(folder.resolve("run/reviews"))).isFalse();
  }
}
