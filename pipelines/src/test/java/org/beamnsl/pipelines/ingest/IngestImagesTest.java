package org.beamnsl.pipelines.ingest;

import static com.google.common.truth.Truth.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.beamnsl.core.image.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestImagesTest {
  @TempDir Path folder;

  @Test
  void idxFilesBecomeFloatsBetweenZeroAndOne() throws IOException {
    Path images = folder.resolve("images");
    Path labels = folder.resolve("labels");
    Files.write(images, idx(new int[] {2, 1, 2}, 0, 255, 51, 102));
    Files.write(labels, idx(new int[] {2}, 3, 1));
    IngestRun run = IngestRun.of(folder, "--input=train=" + labels + "," + images, "--format=idx");
    assertThat(run.err()).doesNotContain("nsl ingest:");
    assertThat(run.ints("train", "label")).containsExactly(3L, 1L).inOrder();
    assertThat(
            IngestRun.feature(run.examples("train").get(1), "image").getFloatList().getValueList())
        .containsExactly(0.2f, 0.4f)
        .inOrder();
    assertThat(run.texts("train", "id")).containsExactly("train-0", "train-1").inOrder();
  }

  @Test
  void anIdxFileThatEndsEarlyFails() throws IOException {
    Path images = folder.resolve("images");
    Files.write(images, idx(new int[] {2, 1, 2}, 0, 255, 51));
    IngestRun run = IngestRun.of(folder, "--input=" + images, "--format=idx");
    assertThat(run.status()).isEqualTo(65);
    assertThat(run.err()).contains("images: ends early, its header promises 2 items");
  }

  @Test
  void foldersAreClassesAndImagesKeepTheirBytes() throws IOException {
    byte[] green = png("train/healthy/1.png", 2, 2, 0x00ff00);
    png("train/rust/1.png", 2, 2, 0xff0000);
    png("test/rust/1.png", 2, 2, 0xff0000);
    IngestRun run =
        IngestRun.of(
            folder,
            "--input=train=" + folder.resolve("train") + ";test=" + folder.resolve("test"),
            "--format=images");
    assertThat(run.err()).doesNotContain("nsl ingest:");
    assertThat(run.texts("train", "id"))
        .containsExactly("train/healthy/1.png", "train/rust/1.png")
        .inOrder();
    assertThat(run.ints("test", "label")).containsExactly(1L);
    assertThat(
            IngestRun.feature(run.examples("train").get(0), "image")
                .getBytesList()
                .getValue(0)
                .toByteArray())
        .isEqualTo(green);
  }

  @Test
  void imagesAreScaledOnDemand() throws IOException {
    png("photos/a/1.png", 4, 2, 0x102030);
    IngestRun run =
        IngestRun.of(
            folder, "--input=" + folder.resolve("photos"), "--format=images", "--imageSize=3x5");
    byte[] scaled =
        IngestRun.feature(run.examples("train").get(0), "image")
            .getBytesList()
            .getValue(0)
            .toByteArray();
    RgbImage image = RgbImage.decode(scaled);
    assertThat(List.of(image.width(), image.height())).containsExactly(3, 5).inOrder();
    assertThat(image.values()[4]).isEqualTo(0x20);
  }

  @Test
  void damagedImagesAreCountedAndEmptyClassesTold() throws IOException {
    png("photos/a/1.png", 4, 2, 0x102030);
    byte[] whole = png("photos/a/2.png", 4, 2, 0x102030);
    Files.write(folder.resolve("photos/a/2.png"), java.util.Arrays.copyOf(whole, 50));
    Files.writeString(folder.resolve("photos/a/3.jpg"), "not an image");
    Files.createDirectories(folder.resolve("photos/b"));
    IngestRun run =
        IngestRun.of(
            folder,
            "--input=" + folder.resolve("photos"),
            "--format=images",
            "--maxBadFraction=0.7");
    assertThat(run.status()).isEqualTo(0);
    assertThat(run.examples("train")).hasSize(1);
    assertThat(run.err()).contains("b: the class has no images");
    List<String> bad =
        Files.readAllLines(run.output().resolve("badrecords/part-00000-of-00001.tsv"));
    assertThat(bad).hasSize(2);
    assertThat(bad.get(1)).endsWith("is not an image in JPEG, PNG, BMP or GIF");
  }

  private byte[] png(String name, int width, int height, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, rgb);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, out.toByteArray());
    return out.toByteArray();
  }

  private static byte[] idx(int[] shape, int... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x0800 | shape.length);
    for (int length : shape) {
      out.writeInt(length);
    }
    for (int value : values) {
      out.writeByte(value);
    }
    return bytes.toByteArray();
  }
}
