package org.beamnsl.trainer.reading;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VocabularySizeTest {
  private static final String NAME = "vocabulary/text_xf.json";

  @TempDir Path folder;

  private void artifact(String json) throws IOException {
    Files.createDirectories(folder.resolve("vocabulary"));
    Files.writeString(folder.resolve(NAME), json);
    Manifest.of("transform", "Examples")
        .withFiles(List.of(new ManifestFile(NAME, json.length(), -1, Sha256.ofText(json))))
        .write(folder.resolve("manifest.json").toString());
  }

  @Test
  void isWhatTheArtifactSaysAlsoWhenOneSplitIsNamed() throws IOException {
    artifact("{\"size\": 10100}");
    assertThat(VocabularySize.of(folder.toString(), "text_xf")).isEqualTo(10100);
    assertThat(VocabularySize.of(folder + "/train", "text_xf")).isEqualTo(10100);
  }

  @Test
  void isUnknownForOtherFeaturesAndPlainFiles() throws IOException {
    artifact("{\"size\": 10100}");
    assertThat(VocabularySize.of(folder.toString(), "words")).isEqualTo(0);
    assertThat(VocabularySize.of("a.tfr,b.tfr", "text_xf")).isEqualTo(0);
  }

  @Test
  void aFileWithoutSizeIsBadData() throws IOException {
    artifact("{}");
    assertThrows(NslException.class, () -> VocabularySize.of(folder.toString(), "text_xf"));
  }
}
