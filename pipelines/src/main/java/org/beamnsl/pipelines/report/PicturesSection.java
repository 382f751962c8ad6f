package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Base64;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.Storages;

/**
 * Pictures with their captions, put into the page: a folder of PNG or JPEG files with {@value
 * #CAPTIONS}, a list of {@code {"file": …, "caption": …, "group": …}} in the order of the page; the
 * group, which may be absent, is a heading over the pictures that follow each other with it.
 */
final class PicturesSection {
  static final String CAPTIONS = "captions.json";
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the first chunk of a PNG says how wide and how high it is. */
  private static final int PNG_WIDTH = 16;

  private static final int PNG_HEIGHT = 20;
  private static final double WIDE = 1.2;

  private final NamedInput input;

  PicturesSection(NamedInput input) {
    this.input = input;
  }

  Html render() throws IOException {
    JsonNode captions = captions();
    Html html = new Html().element("h3", input.name());
    String group = "";
    html.raw("<div class=\"pictures\">");
    for (JsonNode entry : captions) {
      String next = entry.path("group").asText("");
      if (!next.equals(group)) {
        html.raw("</div>").element("h4", next).raw("<div class=\"pictures\">");
        group = next;
      }
      html.add(picture(entry.path("file").asText(""), entry.path("caption").asText("")));
    }
    return html.raw("</div>");
  }

  private JsonNode captions() throws IOException {
    String path = Storages.join(input.path(), CAPTIONS);
    try (InputStream in = Storages.of(path).open(path)) {
      JsonNode captions = JSON.readTree(in);
      if (!captions.isArray()) {
        throw NslException.badData(path + ": not a list of pictures");
      }
      return captions;
    } catch (NoSuchFileException e) {
      throw NslException.noInput("--pictures=" + input.path() + ": has no " + CAPTIONS);
    } catch (JacksonException e) {
      throw NslException.badData(path + ": not JSON: " + e.getOriginalMessage());
    }
  }

  private Html picture(String file, String caption) throws IOException {
    String path = Storages.join(input.path(), file);
    if (file.isEmpty() || file.startsWith("/") || file.contains("..") || file.contains(":")) {
      throw NslException.badData(
          Storages.join(input.path(), CAPTIONS) + ": '" + file + "' is no file of this folder");
    }
    byte[] bytes;
    try (InputStream in = Storages.of(path).open(path)) {
      bytes = in.readAllBytes();
    } catch (NoSuchFileException e) {
      throw NslException.noInput(path + ": not found, " + CAPTIONS + " names it");
    }
    return new Html()
        .raw(isWide(bytes) ? "<figure class=\"wide\"><img alt=\"" : "<figure><img alt=\"")
        .text(caption)
        .raw("\" src=\"data:" + kind(path, bytes) + ";base64,")
        .raw(Base64.getEncoder().encodeToString(bytes))
        .raw("\"><figcaption>")
        .text(caption)
        .raw("</figcaption></figure>");
  }

  /** Whether a picture is a row of several, which needs the whole width of a phone. */
  private static boolean isWide(byte[] bytes) {
    if (!startsWith(bytes, PNG) || bytes.length < PNG_HEIGHT + Integer.BYTES) {
      return false;
    }
    ByteBuffer png = ByteBuffer.wrap(bytes);
    return png.getInt(PNG_WIDTH) > WIDE * png.getInt(PNG_HEIGHT);
  }

  private static String kind(String path, byte[] bytes) {
    if (startsWith(bytes, PNG)) {
      return "image/png";
    }
    if (startsWith(bytes, JPEG)) {
      return "image/jpeg";
    }
    throw NslException.badData(path + ": neither a PNG nor a JPEG picture");
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length > start.length && Arrays.equals(Arrays.copyOf(bytes, start.length), start);
  }
}
