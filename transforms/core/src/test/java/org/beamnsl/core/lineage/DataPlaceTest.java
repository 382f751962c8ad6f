package org.beamnsl.core.lineage;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.ServedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What data are called in lineage, and what is known of them. */
class DataPlaceTest {
  @TempDir Path folder;

  private Manifest write(String artifact, String type) throws IOException {
    Manifest manifest =
        Manifest.of("ingest", type)
            .withFiles(
                List.of(
                    new ManifestFile("Split-eval/data", 10, 2, "aa"),
                    new ManifestFile("Split-train/data", 30, 5, "bb")))
            .withCounters(Map.of("records", 7L));
    Path place = folder.resolve(artifact);
    Files.createDirectories(place);
    manifest.write(place.resolve(Manifest.FILE_NAME).toString());
    return manifest;
  }

  private DataPlace at(String path) throws IOException {
    return DataPlace.at(folder + "/" + path);
  }

  @Test
  void anArtifactOfAWorkflowLeavesOutItsExecutionId() throws IOException {
    Manifest manifest = write("reviews/examples/0123456789abcdef", "Examples");

    assertThat(at("reviews/examples/0123456789abcdef/"))
        .isEqualTo(new DataPlace(folder + "/reviews/examples", manifest.dataDigest(), 7, 40, 2));
  }

  @Test
  void aSplitIsItsArtifactWithoutTheNumbersOfTheWhole() throws IOException {
    Manifest manifest = write("reviews", "Examples");

    DataPlace expected = new DataPlace(folder + "/reviews", manifest.dataDigest(), -1, -1, -1);
    assertThat(at("reviews/Split-train")).isEqualTo(expected);
    assertThat(at("reviews/eval")).isEqualTo(expected);
  }

  @Test
  void aServedModelGoesByTheFolderOfVersions() throws IOException {
    write("serving/12", ServedModel.TYPE);

    assertThat(at("serving/12").path()).isEqualTo(folder + "/serving");
  }

  @Test
  void aPatternGoesByTheFolderAboveIt() throws IOException {
    assertThat(at("days/span-{SPAN:7}/version-*/*.csv"))
        .isEqualTo(new DataPlace(folder + "/days", "", -1, -1, -1));
    assertThat(at("reviews.csv").path()).isEqualTo(folder + "/reviews.csv");
  }
}
