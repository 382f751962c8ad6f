package org.beamnsl.core.command;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ParagraphTest {
  private static String lines(String text, int width) {
    return Paragraph.of(text).stream()
        .map(paragraph -> paragraph.lines(width))
        .collect(Collectors.joining());
  }

  @Test
  void linesAreFilledUpToTheWidthWhateverTheirBreaksWere() {
    assertThat(lines("one two\nthree four\nfive\n\nsix\nseven", 13))
        .isEqualTo("one two three\nfour five\n\nsix seven\n");
  }

  @Test
  void rowsOfATableKeepTheirColumns() {
    String table =
        """
        what it means:
          dot   the product of two
                vectors, at least
          set   a share
        and so on
        """;
    assertThat(lines(table, 22))
        .isEqualTo(
            """
            what it means:
              dot   the product of
                    two vectors,
                    at least
              set   a share
            and so on
            """);
  }

  @Test
  void aWordThatIsTooLongHasALineOfItsOwn() {
    assertThat(new Paragraph("  ./nsl ", 8, "a --output=folder b").lines(14, " \\"))
        .isEqualTo("  ./nsl a \\\n        --output=folder \\\n        b\n");
  }

  @Test
  void theHelpOfACommandFits80Columns() {
    String help = HelpText.of(CommandSpec.of(new SampleCommand()));
    assertThat(help.lines().filter(line -> line.length() > 80).toList()).isEqualTo(List.of());
  }
}
