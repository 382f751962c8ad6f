package org.beamnsl.pipelines.report;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser shows it; skipped where there is no Chromium. */
final class ReportBrowserTest {
  private static Optional<Path> browser = Optional.empty();

  @TempDir Path folder;

  @BeforeAll
  static void findBrowser() {
    browser =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(
                place ->
                    Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(place, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(browser.isPresent(), "there is no chromium to look at the page with");
  }

  private void run(String... arguments) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                browser.orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile")));
    line.addAll(List.of(arguments));
    line.add(folder.resolve("page/report.html").toUri().toString());
    Path log = folder.resolve("browser.log");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertWithMessage(Files.readString(log)).that(ended && process.exitValue() == 0).isTrue();
  }

  private BufferedImage picture(int width, String... more)
      throws IOException, InterruptedException {
    Path png = folder.resolve("page-" + width + more.length + ".png");
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--window-size=" + width + ",2500");
    arguments.add("--screenshot=" + png);
    run(arguments.toArray(String[]::new));
    return ImageIO.read(png.toFile());
  }

  private static int brightness(BufferedImage image) {
    int rgb = image.getRGB(image.getWidth() - 3, image.getHeight() - 3);
    return ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3;
  }

  @Test
  void lightOnAWideScreenDarkWhenAskedAndNothingSticksOutOfAPhone() throws Exception {
    new ReportFixture(folder).fullPage();
    BufferedImage wide = picture(1200);
    assertThat(brightness(wide)).isAtLeast(240);
    assertThat(brightness(picture(1200, "--blink-settings=preferredColorScheme=0"))).isAtMost(60);
    // What sticks out of the window would be drawn into the margin at the right.
    BufferedImage narrow = picture(500);
    int paper = narrow.getRGB(499, 2499);
    for (int y = 0; y < narrow.getHeight(); y++) {
      assertWithMessage("row " + y).that(narrow.getRGB(497, y)).isEqualTo(paper);
    }
    // A page in the wide window has colours: charts are drawn, not only text.
    long coloured = 0;
    for (int x = 0; x < wide.getWidth(); x += 2) {
      for (int y = 0; y < wide.getHeight(); y += 2) {
        int rgb = wide.getRGB(x, y);
        coloured += Math.abs((rgb >> 16 & 255) - (rgb & 255)) > 100 ? 1 : 0;
      }
    }
    assertThat(coloured).isAtLeast(2_000);
  }

  @Test
  void itPrints() throws Exception {
    new ReportFixture(folder).fullPage();
    Path pdf = folder.resolve("page.pdf");
    run("--print-to-pdf=" + pdf, "--no-pdf-header-footer");
    assertThat(Files.size(pdf)).isAtLeast(20_000);
  }
}
