package org.beamnsl.trainer.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.beamnsl.core.failure.NslException;

/**
 * The whole state of a fit between two steps. As a file: the magic word, the length of a JSON
 * header, the header, all values as little-endian floats in the header's order, and a CRC32C of
 * everything before it. Files appear under their name only when they are complete.
 */
record Checkpoint(Header header, Map<String, float[]> values) {

  private static final byte[] MAGIC = "NSLCKPT1".getBytes(StandardCharsets.US_ASCII);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Everything but the values.
   *
   * @param step steps taken
   * @param epoch 0-based epoch the fit is in
   * @param batches batches of that epoch already taken
   * @param sums of the epoch's means so far, with {@code counts}
   * @param epochs means of the finished epochs
   * @param fit what must be the same for a resume: data size, batch, shuffle, seed, threads
   * @param sizes number of values per variable, in file order
   */
  record Header(
      long step,
      int epoch,
      long batches,
      double[] sums,
      double[] counts,
      List<Map<String, Double>> epochs,
      Map<String, String> fit,
      Map<String, Integer> sizes) {}

  void write(Path file) throws IOException {
    byte[] json = JSON.writeValueAsBytes(header);
    int floats = values.values().stream().mapToInt(array -> array.length).sum();
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.addExact(MAGIC.length + 4 + json.length + 8, 4 * floats))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(MAGIC).putInt(json.length).put(json);
    for (float[] array : values.values()) {
      for (float value : array) {
        buffer.putFloat(value);
      }
    }
    buffer.putLong(crc(buffer.array(), buffer.position())).flip();
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads a checkpoint.
   *
   * @throws NslException when the file is damaged
   */
  static Checkpoint read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = bytes.length - 8;
    if (end < MAGIC.length + 4
        || !buffer.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
        || buffer.getLong(end) != crc(bytes, end)) {
      throw NslException.badData("checkpoint " + file + " is damaged");
    }
    byte[] json = new byte[buffer.position(MAGIC.length).getInt()];
    buffer.get(json);
    Header header = JSON.readValue(json, Header.class);
    Map<String, float[]> values = new LinkedHashMap<>();
    header
        .sizes()
        .forEach(
            (name, size) -> {
              float[] array = new float[size];
              buffer
                  .slice(buffer.position(), 4 * size)
                  .order(ByteOrder.LITTLE_ENDIAN)
                  .asFloatBuffer()
                  .get(array);
              buffer.position(buffer.position() + 4 * size);
              values.put(name, array);
            });
    return new Checkpoint(header, values);
  }

  private static long crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }
}
