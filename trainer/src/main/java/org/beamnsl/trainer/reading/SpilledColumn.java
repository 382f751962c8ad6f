package org.beamnsl.trainer.reading;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.StoredColumn;
import org.beamnsl.trainer.image.ImageDecoder;
import org.tensorflow.proto.Feature;

/**
 * A column that grows in a scratch file. Rows that have to be told apart are known by a digest of
 * 128 bits, so that none is read while the file is filled.
 */
final class SpilledColumn implements GrowingColumn {
  private final FeatureSpec asked;
  private final ReadingConfig config;
  private final ScratchFile file;
  private final MessageDigest digest;
  private long[] ends = new long[1024];
  private long[] digests = new long[2048];
  private int rows;
  private int longest;
  private int largestId;

  private SpilledColumn(FeatureSpec asked, ReadingConfig config, GrowingColumn empty) {
    this.asked = asked;
    this.config = config;
    this.file = config.memory().scratchFile();
    this.longest = empty.longest();
    this.largestId = empty.largestId();
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A column of the rows of another one, which can be dropped afterwards. */
  static SpilledColumn of(FeatureSpec asked, ReadingConfig config, GrowingColumn resident) {
    SpilledColumn spilled = new SpilledColumn(asked, config, GrowingColumn.of(asked, config));
    for (int row = 0; row < resident.rows(); row++) {
      spilled.addRow(resident, row);
    }
    return spilled;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void add(ExampleRecord record, String name, Feature feature) {
    GrowingColumn one = GrowingColumn.of(asked, config);
    one.add(record, name, feature);
    addRow(one, 0);
  }

  @Override
  public void addRow(GrowingColumn other, int row) {
    byte[] bytes = other.rowBytes(row);
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, 2 * rows);
      digests = Arrays.copyOf(digests, 4 * rows);
    }
    file.append(bytes);
    ends[rows] = file.length();
    ByteBuffer summary = ByteBuffer.wrap(digest.digest(bytes));
    digests[2 * rows] = summary.getLong();
    digests[2 * rows + 1] = summary.getLong();
    rows++;
    longest = Math.max(longest, other.longest());
    largestId = Math.max(largestId, other.largestId());
  }

  @Override
  public boolean sameRow(int row, GrowingColumn other, int otherRow) {
    ByteBuffer summary = ByteBuffer.wrap(digest.digest(other.rowBytes(otherRow)));
    return digests[2 * row] == summary.getLong() && digests[2 * row + 1] == summary.getLong();
  }

  @Override
  public byte[] rowBytes(int row) {
    throw new IllegalStateException("rows are read once the column is finished");
  }

  @Override
  public int longest() {
    return longest;
  }

  @Override
  public int largestId() {
    return largestId;
  }

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public long finishedBytes(FeatureSpec spec) {
    return 0;
  }

  @Override
  public Column finish(FeatureSpec spec) {
    file.seal();
    digests = new long[0];
    int[] all = IntStream.range(0, rows).toArray();
    return switch (spec.form()) {
      case DENSE -> new StoredColumn(all, spec.shape(), picked -> floats(picked, spec));
      case SEQUENCE, BAG -> new StoredColumn(all, spec.shape(), picked -> ids(picked, spec));
      case IMAGE -> {
        ImageDecoder decoder = ImageDecoder.of(spec.pixels(), config.threads());
        yield new StoredColumn(all, spec.shape(), picked -> images(picked, spec, decoder));
      }
    };
  }

  private ByteBuffer read(int row) {
    long from = row == 0 ? 0 : ends[row - 1];
    return file.read(from, Math.toIntExact(ends[row] - from)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Column floats(int[] picked, FeatureSpec spec) {
    int width = Column.sizeOf(spec.shape());
    float[] values = new float[Math.multiplyExact(picked.length, width)];
    each(picked, i -> read(picked[i]).asFloatBuffer().get(values, i * width, width));
    return new FloatColumn(values, spec.shape());
  }

  private Column ids(int[] picked, FeatureSpec spec) {
    int length = spec.shape()[0];
    int[] padded = new int[Math.multiplyExact(picked.length, length)];
    each(
        picked,
        i -> {
          var ids = read(picked[i]).asIntBuffer();
          GrowingSequences.pad(spec, ids.remaining(), ids::get, padded, i * length);
        });
    return new IntColumn(padded, spec.shape());
  }

  private Column images(int[] picked, FeatureSpec spec, ImageDecoder decoder) {
    int size = decoder.size();
    float[] values = new float[Math.multiplyExact(picked.length, size)];
    each(picked, i -> decoder.decode(read(picked[i]).array(), values, i * size));
    return new FloatColumn(values, spec.shape());
  }

  /** Reads in several threads, so that a slow disk is asked for several rows at a time. */
  private static void each(int[] picked, java.util.function.IntConsumer read) {
    IntStream.range(0, picked.length).parallel().forEach(read);
  }
}
