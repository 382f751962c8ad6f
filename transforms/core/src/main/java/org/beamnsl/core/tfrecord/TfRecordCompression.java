package org.beamnsl.core.tfrecord;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** How a file is compressed as a whole; told by its name, never guessed from its bytes. */
public enum TfRecordCompression {
  /** Plain bytes: the only form that can be read in ranges. */
  NONE,
  /** {@code .gz}; several members in a row are one stream. */
  GZIP,
  /** {@code .zlib}, {@code .zz} or {@code .deflate}, with the zlib header. */
  ZLIB,
  /** {@code .zst}, with checksums; several frames in a row are one stream. */
  ZSTD;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int ZSTD_LEVEL = 1;

  /** The compression a file name ends in. */
  public static TfRecordCompression of(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      return GZIP;
    }
    if (name.endsWith(".zlib") || name.endsWith(".zz") || name.endsWith(".deflate")) {
      return ZLIB;
    }
    if (name.endsWith(".zst")) {
      return ZSTD;
    }
    return NONE;
  }

  /** The extension that {@link #of} recognises, empty for plain files. */
  public String extension() {
    return switch (this) {
      case NONE -> "";
      case GZIP -> ".gz";
      case ZLIB -> ".zlib";
      case ZSTD -> ".zst";
    };
  }

  /**
   * Decompresses while reading.
   *
   * <p>Stricter than the platform's gzip stream: an end inside a member, no member at all, and
   * bytes after the last member are failures, since each of them is how a damaged file looks. The
   * same holds for the stream of zlib and the frames of zstd.
   */
  public InputStream decompress(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GzipMembersInputStream(in);
      case ZLIB -> new ZlibInputStream(in, BUFFER_BYTES);
      case ZSTD -> new ZstdFramesInputStream(in);
    };
  }

  /**
   * Compresses while writing, at the fastest level, to bytes that depend on the content only.
   *
   * <p>Closing the result closes {@code out}.
   */
  public OutputStream compress(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new FastGzipOutputStream(out);
      case ZLIB ->
          new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED), BUFFER_BYTES) {
            @Override
            public void close() throws IOException {
              try {
                super.close();
              } finally {
                def.end();
              }
            }
          };
      case ZSTD -> new ZstdOutputStreamNoFinalizer(out, ZSTD_LEVEL).setChecksum(true);
    };
  }

  private static final class FastGzipOutputStream extends GZIPOutputStream {
    FastGzipOutputStream(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
