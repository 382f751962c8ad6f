package org.beamnsl.trainer.event;

import com.google.protobuf.ByteString;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.image.RgbImage;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;

/**
 * Writes one event file. Everything written so far can be read after {@link #flush}. Not safe for
 * use by several threads.
 */
public final class EventWriter implements Closeable {
  private static final String FILE_VERSION = "brain.Event:2";

  private final String path;
  private final Clock clock;
  private final TfRecordWriter records;

  private EventWriter(String path, Clock clock, TfRecordWriter records) {
    this.path = path;
    this.clock = clock;
    this.records = records;
  }

  /**
   * Starts a file in {@code folder}, beside those of earlier runs.
   *
   * @param clock gives the wall time of events
   * @throws NslException (73) when it cannot be written
   */
  public static EventWriter create(String folder, Clock clock) {
    long seconds = clock.millis() / 1000;
    String path = Storages.join(folder, "events.out.tfevents." + seconds + ".nsl");
    try {
      TfRecordWriter records =
          TfRecordWriter.create(Storages.of(path).create(path), TfRecordCompression.NONE);
      EventWriter writer = new EventWriter(path, clock, records);
      writer.write(writer.event(0).setFileVersion(FILE_VERSION));
      return writer;
    } catch (IOException e) {
      throw NslException.cannotWrite(path + ": " + e, e);
    }
  }

  /** Numbers by tag at a step. */
  public void scalars(long step, Map<String, Double> values) {
    Summary.Builder summary = Summary.newBuilder();
    values.forEach(
        (tag, value) -> summary.addValueBuilder().setTag(tag).setSimpleValue(value.floatValue()));
    write(event(step).setSummary(summary));
  }

  /** The distribution of some values at a step, in 30 buckets of equal width. */
  public void histogram(long step, String tag, float[] values) {
    Summary.Builder summary = Summary.newBuilder();
    summary.addValueBuilder().setTag(tag).setHisto(Histogram.of(values));
    write(event(step).setSummary(summary));
  }

  /** A picture at a step. */
  public void image(long step, String tag, RgbImage picture) {
    try {
      Summary.Image.Builder image =
          Summary.Image.newBuilder()
              .setHeight(picture.height())
              .setWidth(picture.width())
              .setColorspace(RgbImage.CHANNELS)
              .setEncodedImageString(ByteString.copyFrom(picture.toPng()));
      Summary.Builder summary = Summary.newBuilder();
      summary.addValueBuilder().setTag(tag).setImage(image);
      write(event(step).setSummary(summary));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it writes. */
  public String path() {
    return path;
  }

  /** Makes what was written visible to readers. */
  public void flush() {
    try {
      records.flush();
    } catch (IOException e) {
      throw NslException.cannotWrite(path + ": " + e, e);
    }
  }

  private Event.Builder event(long step) {
    return Event.newBuilder().setWallTime(clock.millis() / 1e3).setStep(step);
  }

  private void write(Event.Builder event) {
    try {
      records.write(event.build().toByteArray());
    } catch (IOException e) {
      throw NslException.cannotWrite(path + ": " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts per bucket, as TensorBoard wants them. */
  private static final class Histogram {
    private static final int BUCKETS = 30;

    private Histogram() {}

    static HistogramProto of(float[] values) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      double sum = 0;
      double squares = 0;
      for (float value : values) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        squares += (double) value * value;
      }
      HistogramProto.Builder histogram =
          HistogramProto.newBuilder().setNum(values.length).setSum(sum).setSumSquares(squares);
      if (values.length == 0) {
        return histogram.build();
      }
      double width = max > min ? (max - min) / BUCKETS : 1;
      long[] counts = new long[BUCKETS];
      for (float value : values) {
        counts[Math.min(BUCKETS - 1, (int) ((value - min) / width))]++;
      }
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        histogram.addBucketLimit(min + (bucket + 1) * width).addBucket(counts[bucket]);
      }
      return histogram.setMin(min).setMax(max).build();
    }
  }
}
