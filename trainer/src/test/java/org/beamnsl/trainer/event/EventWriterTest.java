package org.beamnsl.trainer.event;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.image.RgbImage;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;

class EventWriterTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_500), ZoneOffset.UTC);

  @TempDir Path folder;

  private List<Event> written(EventWriter writer) throws IOException {
    List<Event> events = new ArrayList<>();
    try (TfRecordReader records = TfRecordReader.open(Path.of(writer.path()))) {
      while (records.advance()) {
        events.add(Event.parseFrom(records.record()));
      }
    }
    return events;
  }

  @Test
  void startsWithTheVersionAndHoldsScalars() throws IOException {
    EventWriter writer = EventWriter.create(folder.toString(), CLOCK);
    writer.scalars(17, Map.of("loss", 0.25));
    writer.close();
    List<Event> events = written(writer);
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).getStep()).isEqualTo(17);
    assertThat(events.get(1).getWallTime()).isEqualTo(1.5);
    assertThat(events.get(1).getSummary().getValue(0).getTag()).isEqualTo("loss");
    assertThat(events.get(1).getSummary().getValue(0).getSimpleValue()).isEqualTo(0.25f);
  }

  @Test
  void canBeReadWhileItIsBeingWritten() throws IOException {
    try (EventWriter writer = EventWriter.create(folder.toString(), CLOCK)) {
      writer.scalars(1, Map.of("loss", 1.0));
      writer.flush();
      assertThat(written(writer)).hasSize(2);
    }
  }

  @Test
  void aHistogramCountsEveryValueOnce() throws IOException {
    EventWriter writer = EventWriter.create(folder.toString(), CLOCK);
    writer.histogram(1, "kernel", new float[] {-1, -1, 0.5f, 2});
    writer.histogram(1, "constant", new float[] {3, 3});
    writer.close();
    HistogramProto histogram = written(writer).get(1).getSummary().getValue(0).getHisto();
    assertThat(histogram.getMin()).isEqualTo(-1);
    assertThat(histogram.getMax()).isEqualTo(2);
    assertThat(histogram.getNum()).isEqualTo(4);
    assertThat(histogram.getSum()).isEqualTo(0.5);
    assertThat(histogram.getSumSquares()).isEqualTo(6.25);
    assertThat(histogram.getBucketList().stream().mapToDouble(count -> count).sum()).isEqualTo(4);
    assertThat(histogram.getBucket(0)).isEqualTo(2);
    assertThat(histogram.getBucketLimit(histogram.getBucketLimitCount() - 1)).isWithin(1e-9).of(2);
    HistogramProto constant = written(writer).get(2).getSummary().getValue(0).getHisto();
    assertThat(constant.getBucket(0)).isEqualTo(2);
  }

  @Test
  void aPictureIsAPngWithItsSize() throws Exception {
    RgbImage picture = new RgbImage(2, 1, new float[] {255, 0, 0, 0, 0, 255});
    EventWriter writer = EventWriter.create(folder.toString(), CLOCK);
    writer.image(3, "photo", picture);
    writer.close();
    Summary.Value value = written(writer).get(1).getSummary().getValue(0);
    assertThat(value.getTag()).isEqualTo("photo");
    assertThat(value.getImage().getWidth()).isEqualTo(2);
    assertThat(value.getImage().getHeight()).isEqualTo(1);
    byte[] png = value.getImage().getEncodedImageString().toByteArray();
    assertThat(RgbImage.decode(png)).isEqualTo(picture);
  }
}
