package org.beamnsl.deploy.dataflow;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.beamnsl.pipelines.Main;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/**
 * Every job of a Beam command as Dataflow would get it, translated without a network and compared
 * with the list of steps that is checked in. A changed list means that jobs can no longer be told
 * apart from, or updated over, those of the release before: change it knowingly, with {@code
 * -Dnsl.steps.write=true}.
 */
class JobGraphTest {
  private static final Path STEPS = Path.of("src", "test", "resources", "steps");

  @TempDir static Path folder;

  @BeforeAll
  static void makeInputs() throws IOException {
    try (TfRecordWriter writer =
        TfRecordWriter.create(
            Files.newOutputStream(folder.resolve("examples.tfrecord")), TfRecordCompression.NONE)) {
      for (int i = 0; i < 3; i++) {
        writer.write(example(i).toByteArray());
      }
    }
    Files.writeString(folder.resolve("graph.tsv"), "a0\ta1\t0.5\n");
    try (RandomAccessFile large =
        new RandomAccessFile(folder.resolve("large.tsv").toFile(), "rw")) {
      large.setLength(2L << 30); // only its size is looked at, and it takes no space on disk
    }
  }

  private static Example example(int number) {
    Example.Builder example = Example.newBuilder();
    Map<String, Feature> features =
        Map.of(
            "id",
            Feature.newBuilder()
                .setBytesList(
                    BytesList.newBuilder().addValue(ByteString.copyFromUtf8("a" + number)))
                .build(),
            "label",
            Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(number)).build(),
            "text",
            Feature.newBuilder()
                .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8("a text")))
                .build(),
            "embedding",
            Feature.newBuilder()
                .setFloatList(FloatList.newBuilder().addValue(number).addValue(1))
                .build());
    new TreeMap<>(features).forEach(example.getFeaturesBuilder()::putFeature);
    return example.build();
  }

  /**
   * A command line for every job that a command makes: plans for data that one worker holds, and
   * for data that are spread over many.
   */
  private static Map<String, List<String>> commandLines() {
    String examples = "--input=" + folder.resolve("examples.tfrecord");
    String labeled = "--labeled=" + folder.resolve("examples.tfrecord");
    return new TreeMap<>(
        Map.of(
            "identify-examples", List.of("identify-examples", examples),
            "embed", List.of("embed", examples, "--embedder=text"),
            "embed-bag", List.of("embed", examples, "--embedder=bag", "--feature=text"),
            "build-graph", List.of("build-graph", examples),
            "build-graph-spread", List.of("build-graph", examples, "--partitionRows=2"),
            "build-graph-spread-nsl",
                List.of("build-graph", examples, "--partitionRows=2", "--method=nsl"),
            "pack-nbrs", List.of("pack-nbrs", labeled, "--graph=" + folder.resolve("graph.tsv")),
            "pack-nbrs-spread",
                List.of("pack-nbrs", labeled, "--graph=" + folder.resolve("large.tsv"))));
  }

  static Set<String> jobs() {
    return commandLines().keySet();
  }

  private static List<String> arguments(String job, String output) {
    List<String> arguments = new ArrayList<>(commandLines().get(job));
    arguments.add("--output=" + folder.resolve(output));
    return arguments;
  }

  @Test
  void everyBeamCommandHasAListOfSteps() {
    assertWithMessage("commands with a command line in this test: add one for a new command")
        .that(
            Main.program().specs().stream()
                .filter(CommandSpec::engineFlags)
                .map(CommandSpec::name)
                .toList())
        .containsExactlyElementsIn(
            commandLines().values().stream().map(line -> line.get(0)).distinct().toList());
  }

  private static List<String> dataflow(Path job) {
    return List.of(
        "--runner=DataflowRunner",
        "--project=some-project",
        "--region=europe-west1",
        "--gcpTempLocation=gs://bucket/temp",
        "--stagingLocation=gs://bucket/staging",
        "--filesToStage=" + folder.resolve("graph.tsv"),
        "--templateLocation=" + job,
        "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory",
        "--pathValidatorClass=org.apache.beam.sdk.extensions.gcp.storage.NoopPathValidator",
        "--stagerClass=" + NoStager.class.getName());
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aJobHasTheStepsThatAreCheckedIn(String job) throws IOException {
    Path file = folder.resolve(job + ".json");
    List<String> arguments = arguments(job, job + "-output");
    arguments.addAll(dataflow(file));
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    Main.program().run(arguments, System.out, new PrintStream(err, true, UTF_8), Map.of());

    assertWithMessage(err.toString(UTF_8)).that(Files.exists(file)).isTrue();
    List<String> steps = StepList.of(new JsonMapper().readTree(file.toFile()));
    Path expected = STEPS.resolve(job + ".txt");
    if (Boolean.getBoolean("nsl.steps.write")) {
      Files.write(expected, steps);
    }
    assertThat(steps).containsExactlyElementsIn(Files.readAllLines(expected)).inOrder();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aJobTranslatesForPortableRunners(String job) {
    List<String> arguments = arguments(job, job + "-portable");
    arguments.add("--runner=" + ProtoRunner.class.getName());
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ProtoRunner.translated = null;

    Main.program().run(arguments, System.out, new PrintStream(err, true, UTF_8), Map.of());

    RunnerApi.Pipeline proto =
        Objects.requireNonNull(ProtoRunner.translated, () -> err.toString(UTF_8));
    assertThat(proto.getRootTransformIdsList()).isNotEmpty();
    // Coders of ours travel by name and class, none as whatever Java makes of an object.
    assertThat(proto.getComponents().getCodersMap().toString()).doesNotContain("SerializableCoder");
  }

  @Test
  void aTemplateIsWrittenWithoutWaiting() throws IOException {
    Path job = folder.resolve("template.json");
    List<String> arguments = arguments("identify-examples", "template-output");
    arguments.addAll(dataflow(job));
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int status =
        Main.program().run(arguments, System.out, new PrintStream(err, true, UTF_8), Map.of());

    assertThat(status).isEqualTo(0);
    assertThat(err.toString(UTF_8)).contains("was submitted and is not waited for");
    arguments.add("--wait=perhaps");
    assertThat(Main.program().run(arguments, System.out, new PrintStream(err), Map.of()))
        .isEqualTo(64);
  }
}
