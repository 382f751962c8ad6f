package org.beamnsl.pipelines.transform;

import static com.google.common.truth.Truth.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.command.EngineFlags;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.beamnsl.pipelines.splits.SplitWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

final class TransformCommandTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writeReviews() throws IOException {
    try (ArtifactStaging staging = ArtifactStaging.begin(folder + "/reviews", false)) {
      List<ManifestFile> files = new ArrayList<>();
      files.addAll(split(staging, "train", "good film", "a good day"));
      files.addAll(split(staging, "test", "zebra film"));
      staging.commit(Manifest.of("test", "Examples").withFiles(files));
    }
  }

  private static List<ManifestFile> split(ArtifactStaging staging, String name, String... texts)
      throws IOException {
    try (SplitWriter writer = new SplitWriter(staging, name, 1)) {
      for (int i = 0; i < texts.length; i++) {
        Example.Builder example = Example.newBuilder();
        example
            .getFeaturesBuilder()
            .putFeature("id", text(name + i))
            .putFeature("text", text(texts[i]));
        writer.write(example.build().toByteArray());
      }
      return writer.finish();
    }
  }

  private static Feature text(String value) {
    Feature.Builder feature = Feature.newBuilder();
    feature.getBytesListBuilder().addValue(ByteString.copyFromUtf8(value));
    return feature.build();
  }

  private int run(String... flags) {
    List<String> args = new ArrayList<>(List.of("transform", "--input=" + folder + "/reviews"));
    args.add("--output=" + folder + "/out");
    args.addAll(List.of(flags));
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new CommandLineProgram(List.of(new TransformCommand()), EngineFlags.NONE)
        .run(args, stream, stream, Map.of());
  }

  private List<Long> ids(String split, int index) throws IOException {
    InputFile file = Inputs.files("input", folder + "/out/" + split).get(0);
    try (TfRecordReader records = TfRecordReader.open(Path.of(file.path()))) {
      for (int i = 0; i <= index; i++) {
        records.advance();
      }
      Example example = Example.parseFrom(records.record());
      assertThat(example.getFeatures().getFeatureMap().keySet()).containsExactly("id", "text_xf");
      return example.getFeatures().getFeatureOrThrow("text_xf").getInt64List().getValueList();
    }
  }

  @Test
  void textsBecomeIdsOfTheTrainSplitsVocabulary() throws IOException {
    assertThat(run("--maxLength=4", "--oovBuckets=100")).isEqualTo(0);
    assertThat(Files.readAllLines(folder.resolve("out/vocabulary/text_xf.txt")))
        .containsExactly("good", "<START>", "film", "day", "a", "<END>")
        .inOrder();
    assertThat(ids("train", 0)).containsExactly(1L, 0L, 2L, 5L).inOrder();
    assertThat(ids("train", 1)).containsExactly(1L, 4L, 0L, 3L).inOrder();
    assertThat(ids("test", 0)).containsExactly(1L, 6L + 62, 2L, 5L).inOrder();
  }

  @Test
  void theArtifactNamesItsVocabulary() throws IOException {
    run("--maxLength=4", "--oovBuckets=10", "--vocabularySize=3");
    Manifest manifest = Artifact.at(folder + "/out").orElseThrow().manifest();
    assertThat(manifest.files().stream().map(ManifestFile::path))
        .containsExactly(
            "Split-test/data_tfrecord-00000-of-00001.gz",
            "Split-train/data_tfrecord-00000-of-00001.gz",
            "vocabulary/text_xf.json",
            "vocabulary/text_xf.txt");
    assertThat(Files.readString(folder.resolve("out/vocabulary/text_xf.json")))
        .isEqualTo(
            "{\"maxLength\":4,\"oovBuckets\":10,\"size\":13,\"source\":\"text\",\"tokens\":3}\n");
  }

  @Test
  void theNumberOfWordsOfTheWholeTextIsWrittenOnDemand() throws IOException {
    run("--maxLength=1", "--lengthFeature=words");
    InputFile file = Inputs.files("input", folder + "/out/test").get(0);
    try (TfRecordReader records = TfRecordReader.open(Path.of(file.path()))) {
      records.advance();
      Feature words = Example.parseFrom(records.record()).getFeatures().getFeatureOrThrow("words");
      assertThat(words.getInt64List().getValueList()).containsExactly(2L);
    }
  }

  @Test
  void textsWithoutAKnownWordAreCountedAndKept() throws IOException {
    run("--maxLength=3", "--vocabularySize=1");
    Manifest manifest = Artifact.at(folder + "/out").orElseThrow().manifest();
    assertThat(manifest.counters()).containsEntry("textsWithoutKnownWord", 1L);
    assertThat(manifest.counters()).containsEntry("records", 3L);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("; 1 texts without a known word");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--feature=id", "--outputFeature=id", "--lengthFeature=id"})
  void theIdIsNeverReplaced(String flag) {
    assertThat(run(flag)).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(flag + ": is the id feature, which stays as it is");
    assertThat(Files.exists(folder.resolve("out"))).isFalse();
  }

  @Test
  void aGivenVocabularyNeedsNoSplitToCountIn() throws IOException {
    Path tokens = Files.writeString(folder.resolve("tokens.txt"), "good\nfilm\n");
    assertThat(run("--analyze=eval", "--maxLength=2")).isEqualTo(65);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("has no split 'eval'");
    assertThat(run("--analyze=eval", "--vocabulary=" + tokens, "--maxLength=4", "--oovBuckets=1"))
        .isEqualTo(0);
    assertThat(ids("test", 0)).containsExactly(2L, 2L, 1L, 2L).inOrder();
  }

  @Test
  void aLengthBelowOneIsAUsageError() {
    assertThat(run("--maxLength=0")).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("nsl transform: --maxLength=0: expected 1 or more");
  }

  @Test
  void aSplitThatDoesNotExistIsNamed() {
    assertThat(run("--analyze=valid")).isEqualTo(65);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("has no split 'valid'");
  }

  @Test
  void aGivenVocabularyKeepsTheIdsOfEarlierData() throws IOException {
    assertThat(run("--maxLength=5")).isEqualTo(0);
    String counted = Files.readString(folder.resolve("out/vocabulary/text_xf.txt"));
    Path given = Files.writeString(folder.resolve("given.txt"), "zebra\nday\n");
    assertThat(run("--maxLength=5", "--overwrite", "--vocabulary=" + given)).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("out/vocabulary/text_xf.txt")))
        .isEqualTo("zebra\nday\n");
    Path first = folder.resolve("first");
    Files.move(folder.resolve("out"), first);
    assertThat(run("--maxLength=5", "--vocabulary=" + first)).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("out/vocabulary/text_xf.txt")))
        .isEqualTo("zebra\nday\n");
    assertThat(counted).isNotEqualTo("zebra\nday\n");
    assertThat(Artifact.at(folder + "/out").orElseThrow().manifest().inputs())
        .containsKey("vocabulary");
  }

  @Test
  void aVocabularyThatCannotBeUsedIsNamed() throws IOException {
    assertThat(run("--vocabulary=" + folder.resolve("nowhere.txt"))).isEqualTo(66);
    Path twice = Files.writeString(folder.resolve("twice.txt"), "a\na\n");
    assertThat(run("--vocabulary=" + twice)).isEqualTo(65);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("the token 'a' stands twice");
  }
}
