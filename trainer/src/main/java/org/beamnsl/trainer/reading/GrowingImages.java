package org.beamnsl.trainer.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.EncodedColumn;
import org.beamnsl.trainer.image.ImageDecoder;
import org.tensorflow.proto.Feature;

/**
 * Encoded images. Each is decoded once when it is added, so that one that cannot be read is found
 * with its place; what is kept are its bytes.
 */
final class GrowingImages implements GrowingColumn {
  private final ImageDecoder decoder;
  private final long memory;
  private final float[] scratch;
  private final List<byte[]> images = new ArrayList<>();
  private long bytes;

  GrowingImages(FeatureSpec spec, ReadingConfig config) {
    this.decoder = ImageDecoder.of(spec.pixels(), config.threads());
    this.memory = config.imageMemory();
    this.scratch = new float[decoder.size()];
  }

  @Override
  public int rows() {
    return images.size();
  }

  @Override
  public void add(ExampleRecord record, String name, Feature feature) {
    int count = feature.getBytesList().getValueCount();
    if (count != 1) {
      throw record.bad(
          "has feature "
              + name
              + (feature.hasBytesList()
                  ? " with " + count + " values"
                  : " as " + GrowingFloats.kind(feature))
              + "; expected one encoded image, as in the first record");
    }
    byte[] image = feature.getBytesList().getValue(0).toByteArray();
    try {
      decoder.decode(image, scratch, 0);
    } catch (IllegalArgumentException e) {
      throw record.bad("has feature " + name + " that " + e.getMessage());
    }
    add(image);
  }

  private void add(byte[] image) {
    images.add(image);
    bytes += image.length;
  }

  @Override
  public void addRow(GrowingColumn other, int row) {
    add(other.rowBytes(row));
  }

  @Override
  public boolean sameRow(int row, GrowingColumn other, int otherRow) {
    return Arrays.equals(images.get(row), ((GrowingImages) other).images.get(otherRow));
  }

  @Override
  public byte[] rowBytes(int row) {
    return images.get(row);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public long finishedBytes(FeatureSpec spec) {
    return bytes;
  }

  @Override
  public int longest() {
    return decoder.size();
  }

  @Override
  public int largestId() {
    return -1;
  }

  @Override
  public Column finish(FeatureSpec spec) {
    EncodedColumn column =
        new EncodedColumn(images.toArray(byte[][]::new), spec.shape(), decoder::decode);
    long values = (long) images.size() * decoder.size();
    return values * Float.BYTES <= memory && values < Integer.MAX_VALUE - 8
        ? column.decoded()
        : column;
  }
}
