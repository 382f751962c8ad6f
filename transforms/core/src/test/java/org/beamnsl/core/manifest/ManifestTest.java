package org.beamnsl.core.manifest;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestTest {
  private static final String WHOLE =
      Manifest.of("push", "Model")
          .withInputs(Map.of("model", "abc"))
          .withFiles(List.of(new ManifestFile("a", 1, -1, "00")))
          .toJson();

  @TempDir Path folder;

  private Manifest read(String json) throws IOException {
    Path path = Files.writeString(folder.resolve("manifest.json"), json);
    return Manifest.read(path.toString());
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    assertThat(read(WHOLE).toJson()).isEqualTo(WHOLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"command", "options", "inputs", "files", "counters", "details", "sha256"})
  void aManifestThatLacksSomethingIsRefusedByOneLineThatNamesIt(String part) {
    String without = WHOLE.replace('"' + part + '"', "\"x-" + part + '"');
    NslException refused = assertThrows(NslException.class, () -> read(without));
    assertThat(refused.exitCode().status()).isEqualTo(65);
    assertThat(refused)
        .hasMessageThat()
        .isEqualTo(folder.resolve("manifest.json") + ": not a manifest: it lacks '" + part + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "7", "{"})
  void whatIsNoObjectIsRefused(String json) {
    NslException refused = assertThrows(NslException.class, () -> read(json));
    assertThat(refused.exitCode().status()).isEqualTo(65);
    assertThat(refused).hasMessageThat().contains("manifest.json: not a manifest: ");
    assertThat(refused).hasMessageThat().doesNotContain("\n");
  }

  @Test
  void namesOfShardsHaveTheSameDigitsEverywhere() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(Artifact.shardName("data", 1, 12, ".gz")).isEqualTo("data-00001-of-00012.gz");
    } finally {
      Locale.setDefault(usual);
    }
  }
}
