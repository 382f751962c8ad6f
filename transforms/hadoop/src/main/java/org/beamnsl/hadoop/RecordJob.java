package org.beamnsl.hadoop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.beamnsl.core.tfrecord.CheckedFrames;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/**
 * The settings under which the formats of tensorflow-hadoop read or write one file. They put {@link
 * RecordCodec} between the format and the file, and tell it what to do there.
 */
final class RecordJob extends JobConf {
  private final String file;
  private final UnaryOperator<OutputStream> tap;

  RecordJob(String file, UnaryOperator<OutputStream> tap) {
    super(HadoopFiles.newConfiguration());
    this.file = file;
    this.tap = tap;
    setClassLoader(RecordJob.class.getClassLoader());
    set("io.compression.codecs", RecordCodec.class.getName());
    setBoolean(FileOutputFormat.COMPRESS, true);
    setClass(
        FileOutputFormat.COMPRESS_CODEC,
        RecordCodec.class,
        org.apache.hadoop.io.compress.CompressionCodec.class);
  }

  Path path() {
    return new Path(file);
  }

  InputStream reading(InputStream in) throws IOException {
    return CheckedFrames.of(in, file);
  }

  OutputStream writing(OutputStream out) throws IOException {
    return TfRecordCompression.of(file).compress(tap.apply(out));
  }
}
