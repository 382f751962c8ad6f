package org.beamnsl.hadoop;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.beamnsl.core.tfrecord.RecordOutput;

/** Writes records by Hadoop's record writer. */
final class HadoopRecordOutput implements RecordOutput {
  private final RecordWriter<BytesWritable, NullWritable> writer;
  private final TaskAttemptContext context;
  private long records;
  private boolean closed;

  HadoopRecordOutput(RecordWriter<BytesWritable, NullWritable> writer, TaskAttemptContext context) {
    this.writer = writer;
    this.context = context;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    boolean whole = offset == 0 && length == bytes.length;
    byte[] record = whole ? bytes : Arrays.copyOfRange(bytes, offset, offset + length);
    try {
      writer.write(new BytesWritable(record), NullWritable.get());
    } catch (InterruptedException e) {
      throw HadoopRecords.interrupted(e);
    }
    records++;
  }

  @Override
  public long records() {
    return records;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      writer.close(context);
    } catch (InterruptedException e) {
      throw HadoopRecords.interrupted(e);
    }
  }
}
