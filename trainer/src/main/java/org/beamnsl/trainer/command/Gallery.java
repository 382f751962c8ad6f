package org.beamnsl.trainer.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.image.RgbImage;
import org.beamnsl.trainer.picture.Picture;

/** Pictures under way: files and the captions that belong to them. */
final class Gallery {
  private static final String CAPTIONS = "captions.json";
  private static final int SIDE = 160;

  private final StagedFiles files;
  private final List<Entry> entries = new ArrayList<>();

  Gallery(StagedFiles files) {
    this.files = files;
  }

  /** One picture as the report reads it. */
  private record Entry(String file, String caption, String group) {}

  int pictures() {
    return entries.size();
  }

  /** Adds a picture; small ones are enlarged. */
  void add(String group, String caption, RgbImage image) {
    String name = String.format(Locale.ROOT, "%03d.png", entries.size());
    try (OutputStream out = files.create(name)) {
      out.write(Picture.png(Picture.enlarged(image, SIDE)));
    } catch (IOException e) {
      throw NslException.cannotWrite(name + ": " + e, e);
    }
    entries.add(new Entry(name, caption, group));
  }

  void writeCaptions() {
    try {
      files.write(
          CAPTIONS,
          JsonMapper.builder()
                  .enable(SerializationFeature.INDENT_OUTPUT)
                  .build()
                  .writeValueAsString(entries)
              + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
