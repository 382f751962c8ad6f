package org.beamnsl.hadoop;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configurable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionInputStream;
import org.apache.hadoop.io.compress.CompressionOutputStream;
import org.apache.hadoop.io.compress.Compressor;
import org.apache.hadoop.io.compress.Decompressor;
import org.jspecify.annotations.Nullable;

/**
 * Stands between tensorflow-hadoop and a file. Reading, it decompresses and checks the frames,
 * since that library takes a file that ends inside a length for a whole one, a truncated gzip file,
 * too, and believes every length. Writing, it compresses to the same bytes as everywhere else and
 * lets them be digested.
 */
public final class RecordCodec implements CompressionCodec, Configurable {
  private static final int BUFFER_BYTES = 1 << 16;

  private @Nullable RecordJob job;

  /** Made by Hadoop, which then sets the job. */
  public RecordCodec() {}

  @Override
  public void setConf(@Nullable Configuration configuration) {
    this.job = (RecordJob) configuration;
  }

  @Override
  public @Nullable Configuration getConf() {
    return job;
  }

  private RecordJob job() {
    if (job == null) {
      throw new IllegalStateException("Hadoop sets the job of a codec");
    }
    return job;
  }

  /**
   * All of the file's name but one letter: Hadoop takes the codec with the longest extension that
   * the name ends in, and this one must be taken whatever else is on the class path.
   */
  @Override
  public String getDefaultExtension() {
    return job().path().getName().substring(1);
  }

  @Override
  public CompressionInputStream createInputStream(InputStream in) throws IOException {
    return new Input(job().reading(in));
  }

  @Override
  public CompressionInputStream createInputStream(
      InputStream in, @Nullable Decompressor decompressor) throws IOException {
    return createInputStream(in);
  }

  @Override
  public CompressionOutputStream createOutputStream(OutputStream out) throws IOException {
    return new Output(new BufferedOutputStream(job().writing(out), BUFFER_BYTES));
  }

  @Override
  public CompressionOutputStream createOutputStream(
      OutputStream out, @Nullable Compressor compressor) throws IOException {
    return createOutputStream(out);
  }

  @Override
  public @Nullable Class<? extends Compressor> getCompressorType() {
    return null;
  }

  @Override
  public @Nullable Compressor createCompressor() {
    return null;
  }

  @Override
  public @Nullable Class<? extends Decompressor> getDecompressorType() {
    return null;
  }

  @Override
  public @Nullable Decompressor createDecompressor() {
    return null;
  }

  private static final class Input extends CompressionInputStream {
    Input(InputStream in) throws IOException {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return in.read(bytes, offset, length);
    }

    @Override
    public void resetState() {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Output extends CompressionOutputStream {
    private boolean closed;

    Output(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void finish() {
      // Compressed streams end when they are closed.
    }

    @Override
    public void resetState() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        out.close();
      }
    }
  }
}
