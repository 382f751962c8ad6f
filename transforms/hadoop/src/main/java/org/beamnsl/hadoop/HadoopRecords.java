package org.beamnsl.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.beamnsl.core.tfrecord.RecordFormat;
import org.beamnsl.core.tfrecord.RecordInput;
import org.beamnsl.core.tfrecord.RecordOutput;
import org.tensorflow.hadoop.io.TFRecordFileInputFormat;
import org.tensorflow.hadoop.io.TFRecordFileOutputFormat;

/**
 * Record files by tensorflow-hadoop's input and output formats. Those do not cut files, so each
 * file is read by one worker.
 */
public final class HadoopRecords implements RecordFormat {
  @Override
  public String name() {
    return "hadoop";
  }

  @Override
  public boolean handles(String path) {
    return HadoopFiles.serve(path);
  }

  @Override
  public RecordInput open(String path) throws IOException {
    RecordJob job = new RecordJob(path, UnaryOperator.identity());
    TaskAttemptContext context = new TaskAttemptContextImpl(job, new TaskAttemptID());
    try {
      long length = HadoopFiles.system(path).getFileStatus(job.path()).getLen();
      FileSplit split = new FileSplit(job.path(), 0, length, new String[0]);
      RecordReader<BytesWritable, NullWritable> reader =
          new TFRecordFileInputFormat().createRecordReader(split, context);
      reader.initialize(split, context);
      return new HadoopRecordInput(path, reader);
    } catch (FileNotFoundException e) {
      throw HadoopStorage.absent(path, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public RecordOutput create(String path, UnaryOperator<OutputStream> tap) throws IOException {
    RecordJob job = new RecordJob(path, tap);
    TaskAttemptContext context = new TaskAttemptContextImpl(job, new TaskAttemptID());
    try {
      RecordWriter<BytesWritable, NullWritable> writer =
          new OneFileFormat(job.path()).getRecordWriter(context);
      return new HadoopRecordOutput(writer, context);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException interrupted = new InterruptedIOException("interrupted");
    interrupted.initCause(cause);
    return interrupted;
  }

  /** Writes to the file that it was told, not to a numbered part of a job's folder. */
  private static final class OneFileFormat extends TFRecordFileOutputFormat {
    private final Path file;

    OneFileFormat(Path file) {
      this.file = file;
    }

    @Override
    public Path getDefaultWorkFile(TaskAttemptContext context, String extension) {
      return file;
    }
  }
}
