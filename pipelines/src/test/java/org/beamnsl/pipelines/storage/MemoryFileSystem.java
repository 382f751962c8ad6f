package org.beamnsl.pipelines.storage;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.MatchResult.Status;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Objects by name, as on an object store: no folders, no rename in one step. What was created is
 * there once its channel is closed.
 */
final class MemoryFileSystem extends FileSystem<MemoryResource> {
  static final String SCHEME = "memory";
  static final ConcurrentSkipListMap<String, byte[]> FILES = new ConcurrentSkipListMap<>();

  /** Makes the file system known to Beam. */
  public static final class Registrar implements FileSystemRegistrar {
    @Override
    public Iterable<FileSystem<?>> fromOptions(PipelineOptions options) {
      return List.of(new MemoryFileSystem());
    }
  }

  @Override
  protected String getScheme() {
    return SCHEME;
  }

  @Override
  protected List<MatchResult> match(List<String> specs) {
    List<MatchResult> results = new ArrayList<>();
    for (String spec : specs) {
      Pattern pattern = pattern(spec);
      List<Metadata> found = new ArrayList<>();
      for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
        if (pattern.matcher(file.getKey()).matches()) {
          found.add(
              Metadata.builder()
                  .setResourceId(new MemoryResource(file.getKey()))
                  .setSizeBytes(file.getValue().length)
                  .setIsReadSeekEfficient(true)
                  .build());
        }
      }
      results.add(MatchResult.create(found.isEmpty() ? Status.NOT_FOUND : Status.OK, found));
    }
    return results;
  }

  private static Pattern pattern(String spec) {
    return Pattern.compile(
        Pattern.quote(spec)
            .replace("**", "\\E.\\Q+")
            .replace("*", "\\E[^/]*\\Q")
            .replace("\\E.\\Q+", "\\E.*\\Q"));
  }

  @Override
  protected WritableByteChannel create(MemoryResource resource, CreateOptions options) {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            FILES.put(resource.toString(), toByteArray());
          }
        };
    return Channels.newChannel(bytes);
  }

  @Override
  protected ReadableByteChannel open(MemoryResource resource) throws IOException {
    byte[] bytes = FILES.get(resource.toString());
    if (bytes == null) {
      throw new FileNotFoundException(resource.toString());
    }
    return new Reading(ByteBuffer.wrap(bytes));
  }

  @Override
  protected void copy(List<MemoryResource> sources, List<MemoryResource> targets)
      throws IOException {
    for (int i = 0; i < sources.size(); i++) {
      byte[] bytes = FILES.get(sources.get(i).toString());
      if (bytes == null) {
        throw new FileNotFoundException(sources.get(i).toString());
      }
      FILES.put(targets.get(i).toString(), bytes);
    }
  }

  @Override
  protected void rename(
      List<MemoryResource> sources, List<MemoryResource> targets, MoveOptions... options)
      throws IOException {
    copy(sources, targets);
    delete(sources);
  }

  @Override
  protected void delete(Collection<MemoryResource> resources) {
    resources.forEach(resource -> FILES.remove(resource.toString()));
  }

  @Override
  protected MemoryResource matchNewResource(String spec, boolean directory) {
    return new MemoryResource(directory && !spec.endsWith("/") ? spec + "/" : spec);
  }

  /** Reads from any position. */
  private static final class Reading implements SeekableByteChannel {
    private final ByteBuffer bytes;
    private boolean open = true;

    Reading(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (!open) {
        throw new ClosedChannelException();
      }
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int length = Math.min(bytes.remaining(), target.remaining());
      target.put(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
      return length;
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public long position() {
      return bytes.position();
    }

    @Override
    public SeekableByteChannel position(long place) {
      bytes.position((int) Math.min(place, bytes.limit()));
      return this;
    }

    @Override
    public long size() {
      return bytes.limit();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
