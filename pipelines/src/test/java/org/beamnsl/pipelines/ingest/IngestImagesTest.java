package org.beamnsl.pipelines.ingest;

import static com.google.common.truth.Truth.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.beamnsl.core.image.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

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
  void foldersThatToolsLeaveBehindAreNoClasses() throws IOException {
    png("photos/cat/1.png", 2, 2, 0xff0000);
    Files.createDirectories(folder.resolve("photos/.ipynb_checkpoints"));
    Files.createDirectories(folder.resolve("photos/__MACOSX"));
    IngestRun run = IngestRun.of(folder, "--input=" + folder.resolve("photos"), "--format=images");
    assertThat(run.ints("train", "label")).containsExactly(0L);
    assertThat(Files.readString(run.output().resolve("labels.txt"))).isEqualTo("cat\n");
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

  @Test
  void imagesOfOtherSizesAndModesAreTakenAndScaledAlike() throws IOException {
    png("photos/a/colour.png", 5, 3, 0x102030);
    image("photos/a/grey.png", new BufferedImage(7, 9, BufferedImage.TYPE_BYTE_GRAY), "png");
    image("photos/a/grey.jpg", new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "jpg");
    image("photos/b/alpha.png", new BufferedImage(6, 2, BufferedImage.TYPE_INT_ARGB), "png");
    image("photos/b/palette.gif", new BufferedImage(3, 3, BufferedImage.TYPE_BYTE_INDEXED), "gif");
    IngestRun run =
        IngestRun.of(
            folder,
            "--input=" + folder.resolve("photos"),
            "--format=images",
            "--imageSize=4",
            "--imageForm=floats");
    assertThat(run.err()).doesNotContain("nsl ingest:");
    assertThat(run.examples("train")).hasSize(5);
    for (Example example : run.examples("train")) {
      assertThat(IngestRun.feature(example, "image").getFloatList().getValueCount())
          .isEqualTo(4 * 4 * 3);
    }
  }

  @Test
  void imagesInCmykAreCountedAndNamedAndTheOthersKept() throws IOException {
    png("photos/a/1.png", 2, 2, 0x102030);
    WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
    Path file = folder.resolve("photos/a/2.jpg");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(new IIOImage(inks, null, null));
    }
    String input = "--input=" + folder.resolve("photos");
    IngestRun strict = IngestRun.of(folder, input, "--format=images");
    assertThat(strict.status()).isEqualTo(65);
    assertThat(strict.err()).contains("2.jpg");
    assertThat(strict.err()).contains("CMYK");
    IngestRun run = IngestRun.of(folder, input, "--format=images", "--maxBadFraction=0.5");
    assertThat(run.status()).isEqualTo(0);
    assertThat(run.texts("train", "id")).containsExactly("train/a/1.png");
    assertThat(Files.readString(run.output().resolve("badrecords/part-00000-of-00001.tsv")))
        .contains("2.jpg\t0\tis in CMYK; convert it to RGB");
  }

  private void image(String name, BufferedImage image, String format) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
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
