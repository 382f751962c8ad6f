package org.beamnsl.hadoop;

import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.RecordReader;
import org.beamnsl.core.tfrecord.CorruptRecordException;
import org.beamnsl.core.tfrecord.RecordInput;

/** Steps through a file by Hadoop's record reader and tells where it is. */
final class HadoopRecordInput implements RecordInput {
  /** Length, its checksum, and the record's checksum. */
  private static final int FRAME_BYTES = 16;

  private final String path;
  private final RecordReader<BytesWritable, NullWritable> reader;
  private byte[] record = {};
  private long position;
  private long consumed;

  HadoopRecordInput(String path, RecordReader<BytesWritable, NullWritable> reader) {
    this.path = path;
    this.reader = reader;
  }

  @Override
  public boolean advance() throws IOException {
    position = consumed;
    try {
      if (!reader.nextKeyValue()) {
        return false;
      }
      BytesWritable key = reader.getCurrentKey();
      boolean whole = key.getBytes().length == key.getLength();
      record = whole ? key.getBytes() : key.copyBytes();
    } catch (InterruptedException e) {
      throw HadoopRecords.interrupted(e);
    } catch (IOException e) {
      throw String.valueOf(e.getMessage()).startsWith("Data crc32 checking failed")
          ? new CorruptRecordException(path, position, "its bytes fail their checksum")
          : e;
    }
    consumed += FRAME_BYTES + record.length;
    return true;
  }

  @Override
  public byte[] record() {
    return record;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
