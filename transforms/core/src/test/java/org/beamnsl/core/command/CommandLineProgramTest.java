package org.beamnsl.core.command;

import static com.google.common.truth.Truth.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandLineProgramTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();

  private int run(Command<?> command, String... args) {
    return new CommandLineProgram(List.of(command), SampleCommand.ENGINE)
        .run(
            List.of(args),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment);
  }

  private String[] printed() {
    return out.toString(StandardCharsets.UTF_8).split("\n");
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void flagsWithoutAValueTakeTheirDefaults() {
    assertThat(run(new SampleCommand(), "sample", "--input=a")).isEqualTo(0);
    assertThat(printed()[0])
        .isEqualTo(
            "Options[input=a, similarityThreshold=0.8, maxNeighbors=null, hidden=[50, 50],"
                + " norm=L2, overwrite=false]");
  }

  @Test
  void onlySettingsOfTheDataReachTheManifest() {
    run(new SampleCommand(), "sample", "--input=a", "--overwrite", "--maxNeighbors=3");
    assertThat(printed()[1])
        .isEqualTo("{hidden=50,50, maxNeighbors=3, norm=l2, similarityThreshold=0.8}");
  }

  @Test
  void engineFlagsArePassedOn() {
    run(new SampleCommand(), "sample", "--input=a", "--runner=DirectRunner");
    assertThat(printed()[2]).isEqualTo("[--runner=DirectRunner]");
  }

  @Test
  void theCommandLineBeatsTheEnvironmentWhichBeatsTheFile() throws IOException {
    Path yaml = folder.resolve("flags.yaml");
    Files.writeString(
        yaml, "input: file\nsimilarityThreshold: 0.1\nhidden: [7, 8]\nmaxNeighbors: 9\n");
    environment.put("NSL_SIMILARITY_THRESHOLD", "0.2");
    environment.put("NSL_MAX_NEIGHBORS", "4");
    assertThat(run(new SampleCommand(), "sample", "--config=" + yaml, "--maxNeighbors=5"))
        .isEqualTo(0);
    assertThat(printed()[1])
        .isEqualTo("{hidden=7,8, maxNeighbors=5, norm=l2, similarityThreshold=0.2}");
  }

  @Test
  void theOriginalsSpellingIsUnderstood() {
    run(new SampleCommand(), "sample", "--input=a", "--similarity_threshold=1", "--max_nbrs=2");
    assertThat(printed()[1])
        .isEqualTo("{hidden=50,50, maxNeighbors=2, norm=l2, similarityThreshold=1}");
  }

  @Test
  void enumsAreTypedInLowerCaseWithDashesAndPlusSigns() {
    run(new SampleCommand(), "sample", "--input=a", "--norm=virtual-adversarial");
    run(new SampleCommand(), "sample", "--input=a", "--norm=graph+adversarial");
    assertThat(printed()[0]).contains("norm=VIRTUAL_ADVERSARIAL");
    assertThat(printed()[3]).contains("norm=GRAPH__ADVERSARIAL");
  }

  @Test
  void anUnknownFlagIsAUsageErrorThatNamesTheNearest() {
    assertThat(run(new SampleCommand(), "sample", "--input=a", "--similarityTreshold=1"))
        .isEqualTo(64);
    assertThat(complaint())
        .isEqualTo(
            "nsl sample: unknown flag --similarityTreshold; did you mean similarityThreshold?"
                + " ('nsl help sample' lists the flags)");
  }

  @Test
  void anUnknownKeyOfAFileIsAConfigurationError() throws IOException {
    Path yaml = folder.resolve("flags.yaml");
    Files.writeString(yaml, "inptu: a\n");
    assertThat(run(new SampleCommand(), "sample", "--config=" + yaml)).isEqualTo(78);
    assertThat(complaint()).contains("unknown flag inptu; did you mean input?");
  }

  @Test
  void malformedYamlNamesFileAndLine() throws IOException {
    Path yaml = folder.resolve("flags.yaml");
    Files.writeString(yaml, "input: a\nhidden: [1, 2\n");
    assertThat(run(new SampleCommand(), "sample", "--config=" + yaml)).isEqualTo(78);
    assertThat(complaint()).contains(yaml + ":2: malformed YAML");
  }

  @Test
  void aFileOfFlagsThatDoesNotExistIsAMissingInput() {
    assertThat(run(new SampleCommand(), "sample", "--config=" + folder.resolve("none.yaml")))
        .isEqualTo(66);
  }

  @Test
  void aMissingRequiredFlagSaysWhatItIsFor() {
    assertThat(run(new SampleCommand(), "sample")).isEqualTo(64);
    assertThat(complaint()).isEqualTo("nsl sample: --input is missing: what to read");
  }

  @Test
  void aValueOfTheWrongTypeSaysWhatWasExpected() {
    assertThat(run(new SampleCommand(), "sample", "--input=a", "--maxNeighbors=many"))
        .isEqualTo(64);
    assertThat(complaint()).isEqualTo("nsl sample: --maxNeighbors=many: expected a whole number");
  }

  @Test
  void anEnumValueThatDoesNotExistListsThoseThatDo() {
    assertThat(run(new SampleCommand(), "sample", "--input=a", "--norm=l3")).isEqualTo(64);
    assertThat(complaint())
        .contains("expected one of l2, infinity, graph+adversarial, virtual-adversarial");
  }

  @Test
  void aFlagGivenTwiceIsAUsageError() {
    assertThat(run(new SampleCommand(), "sample", "--input=a", "--max_nbrs=1", "--maxNeighbors=2"))
        .isEqualTo(64);
    assertThat(complaint()).contains("--maxNeighbors is given twice");
  }

  @Test
  void aFailureIsOneLineWithoutAStackTrace() {
    RuntimeException wrapped = new RuntimeException(NslException.badData("a.tfr: truncated"));
    assertThat(run(new SampleCommand(wrapped), "sample", "--input=a")).isEqualTo(65);
    assertThat(complaint()).isEqualTo("nsl sample: a.tfr: truncated");
  }

  @Test
  void aFullDiskIsRecognisedBehindOtherExceptions() {
    RuntimeException full =
        new UncheckedIOException(new IOException("write: No space left on device"));
    assertThat(run(new SampleCommand(full), "sample", "--input=a")).isEqualTo(73);
    assertThat(complaint()).isEqualTo("nsl sample: cannot write: write: No space left on device");
  }

  @Test
  void aFaultOfTheProgramShowsItsTrace() {
    assertThat(run(new SampleCommand(new IllegalStateException("bug")), "sample", "--input=a"))
        .isEqualTo(ExitCode.FAILED.status());
    assertThat(complaint()).contains("at org.beamnsl.core.command");
  }

  @Test
  void helpNamesEveryFlagWithItsDefault() {
    assertThat(run(new SampleCommand(), "help", "sample")).isEqualTo(0);
    String help = out.toString(StandardCharsets.UTF_8);
    assertThat(help).contains("--similarityThreshold=double");
    assertThat(help).contains("(default 0.8)");
    assertThat(help).contains("(required)");
    assertThat(help).contains("./nsl sample --input=x");
  }

  @Test
  void specificationsSurviveTheirJsonForm() {
    List<CommandSpec> specs =
        new CommandLineProgram(List.of(new SampleCommand()), EngineFlags.NONE).specs();
    assertThat(CommandSpec.fromJson(CommandSpec.toJson(specs))).isEqualTo(specs);
  }

  @Test
  void theLogLevelIsSetBeforeTheEngineMakesItsFirstLogger() {
    List<String> seen = new ArrayList<>();
    CommandLineProgram quiet =
        new CommandLineProgram(
            List.of(new SampleCommand()),
            () -> {
              seen.add(System.getProperty("org.slf4j.simpleLogger.defaultLogLevel"));
              return SampleCommand.ENGINE;
            },
            List::of);

    quiet.run(
        List.of("sample", "--input=x", "--parallelism=2", "--logLevel=error"),
        System.out,
        System.err,
        Map.of());
    quiet.run(List.of("sample", "--input=x", "--parallelism=2"), System.out, System.err, Map.of());

    assertThat(seen).containsExactly("error", "warn").inOrder();
  }

  private int failWith(IOException failure) {
    return run(new SampleCommand(new UncheckedIOException(failure)), "sample", "--input=a");
  }

  @Test
  void aFileThatMayNotBeReadIsAnInputThatIsMissing() throws IOException {
    String file = Files.writeString(folder.resolve("secret.csv"), "x").toString();
    assertThat(failWith(new AccessDeniedException(file))).isEqualTo(66);
    assertThat(complaint()).isEqualTo("nsl sample: " + file + ": permission denied");
  }

  @Test
  void aFileThatCannotBeMadeIsAnOutputThatCannotBeWritten() {
    String file = folder.resolve("read-only/out").toString();
    assertThat(failWith(new AccessDeniedException(file))).isEqualTo(73);
    assertThat(failWith(new FileSystemException(file, null, "File name too long"))).isEqualTo(73);
    assertThat(complaint()).endsWith("nsl sample: " + file + ": file name too long");
  }

  @Test
  void aFileThatIsNotThereIsNamedWithoutATrace() {
    assertThat(failWith(new NoSuchFileException("gone.csv"))).isEqualTo(66);
    assertThat(complaint()).isEqualTo("nsl sample: gone.csv: not found");
  }

  @Test
  void aRequiredFlagWithoutAnythingInItIsMissing() {
    assertThat(run(new SampleCommand(), "sample", "--input=")).isEqualTo(64);
    assertThat(complaint()).isEqualTo("nsl sample: --input is missing: what to read");
  }

  @Test
  void anEngineIsNotAskedForItsFlagsWhenNoneIsTyped() {
    List<Integer> asked = new ArrayList<>();
    CommandLineProgram program =
        new CommandLineProgram(
            List.of(new SampleCommand()),
            () -> {
              asked.add(1);
              return SampleCommand.ENGINE;
            },
            List::of);
    program.run(List.of("sample", "--input=x"), System.out, System.err, Map.of());
    assertThat(asked).isEmpty();
    program.run(List.of("sample", "--input=x", "--runner=y"), System.out, System.err, Map.of());
    assertThat(asked).hasSize(1);
  }

  @Test
  void aLackOfMemorySomewhereBehindAFailureIsOneLine() {
    RuntimeException thrown =
        new RuntimeException("job", new RuntimeException(new OutOfMemoryError("Java heap space")));
    assertThat(run(new SampleCommand(thrown), "sample", "--input=a")).isEqualTo(1);
    assertThat(complaint()).startsWith("nsl sample: out of memory (Java heap space): the heap has");
    assertThat(complaint()).endsWith("gives it more, or a smaller --maxNeighbors takes less");
    assertThat(complaint().lines().count()).isEqualTo(1);
  }

  @Test
  void aLackOfMemoryThatAnEngineTellsAsTextIsOneLine() {
    RuntimeException thrown =
        new RuntimeException("worker: java.lang.OutOfMemoryError: Metaspace\n\tat somewhere");
    assertThat(run(new SampleCommand(thrown), "sample", "--input=a")).isEqualTo(1);
    assertThat(complaint()).startsWith("nsl sample: out of memory (Metaspace)");
    assertThat(complaint().lines().count()).isEqualTo(1);
  }

  @Test
  void aMappedInputThatIsCutMeanwhileIsOneLine() {
    RuntimeException thrown =
        new RuntimeException(
            "job",
            new InternalError("a fault occurred in a recent unsafe memory access operation"));
    assertThat(run(new SampleCommand(thrown), "sample", "--input=a")).isEqualTo(65);
    assertThat(complaint()).isEqualTo("nsl sample: an input was cut while it was read");
  }
}
