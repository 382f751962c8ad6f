package org.beamnsl.core.manifest;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpansTest {
  @TempDir Path folder;

  @BeforeEach
  void writeSpans() throws IOException {
    write("day-8/v-1/data");
    write("day-9/v-1/data");
    write("day-9/v-2/data");
    write("day-10/v-1/data");
    write("day-x/v-1/data");
    write("flat-07-part-1");
    write("flat-06-part-3");
  }

  private void write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }

  private List<String> expand(String pattern) throws IOException {
    return expand(pattern, OptionalLong.empty());
  }

  private List<String> expand(String pattern, OptionalLong last) throws IOException {
    return Spans.expand("input", folder + "/" + pattern, last).stream()
        .map(path -> path.substring(folder.toString().length() + 1))
        .toList();
  }

  @Test
  void aSpanIsTheNewestByNumber() throws IOException {
    assertThat(expand("day-{SPAN}/v-1/data")).containsExactly("day-10/v-1/data");
  }

  @Test
  void aWindowTakesTheNewestSpansOldestFirst() throws IOException {
    assertThat(expand("day-{SPAN:2}/v-1/data"))
        .containsExactly("day-9/v-1/data", "day-10/v-1/data")
        .inOrder();
    assertThat(expand("day-{SPAN:99}")).containsExactly("day-8", "day-9", "day-10").inOrder();
  }

  @Test
  void aWindowMayEndAtAnEarlierSpan() throws IOException {
    assertThat(expand("day-{SPAN:2}/v-{VERSION}/data", OptionalLong.of(9)))
        .containsExactly("day-8/v-1/data", "day-9/v-2/data")
        .inOrder();
  }

  @Test
  void aSpanThatIsNotThereIsAMissingInput() {
    NslException thrown =
        assertThrows(NslException.class, () -> expand("day-{SPAN}/v-1/data", OptionalLong.of(7)));
    assertThat(thrown.exitCode()).isEqualTo(ExitCode.NO_INPUT);
    assertThat(thrown).hasMessageThat().endsWith("no span 7 in " + folder);
  }

  @Test
  void textsOfFlagsKeepTheirGroups() {
    String text = "train=@day-{SPAN:2}/v-1/data,@flat-06-part-3;test=@day-{SPAN}/v-{VERSION}/data";
    assertThat(
            Inputs.withoutPlaceholders(
                    "input", text.replace("@", folder + "/"), OptionalLong.empty())
                .replace(folder + "/", "@"))
        .isEqualTo("train=@day-9/v-1/data,@day-10/v-1/data,@flat-06-part-3;test=@day-10/v-1/data");
  }

  @Test
  void theVersionIsTheNewestOfEachSpan() throws IOException {
    assertThat(expand("day-{SPAN:2}/v-{VERSION}/*"))
        .containsExactly("day-9/v-2/*", "day-10/v-1/*")
        .inOrder();
  }

  @Test
  void spanAndVersionMayShareAName() throws IOException {
    assertThat(expand("flat-{SPAN}-part-{VERSION}")).containsExactly("flat-07-part-1");
    assertThat(expand("f*-{SPAN:2}-part-{VERSION}"))
        .containsExactly("f*-06-part-3", "f*-07-part-1")
        .inOrder();
  }

  @Test
  void aPathWithoutPlaceholdersIsLeftAlone() throws IOException {
    assertThat(expand("day-{8,9}/*")).containsExactly("day-{8,9}/*");
  }

  @Test
  void inputsTakeSpans() {
    assertThat(Inputs.files("input", folder + "/day-{SPAN}/v-{VERSION}/data"))
        .containsExactly(new InputFile(folder + "/day-10/v-1/data", 15, -1));
  }

  @Test
  void aSpanThatIsNotThereIsNamed() {
    NslException thrown = assertThrows(NslException.class, () -> expand("week-{SPAN}/data"));
    assertThat(thrown.exitCode()).isEqualTo(ExitCode.NO_INPUT);
    assertThat(thrown).hasMessageThat().contains("nothing like week-{SPAN} in " + folder);
  }

  @Test
  void aWindowOfNothingIsAUsageError() {
    NslException thrown = assertThrows(NslException.class, () -> expand("day-{SPAN:0}"));
    assertThat(thrown.exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
