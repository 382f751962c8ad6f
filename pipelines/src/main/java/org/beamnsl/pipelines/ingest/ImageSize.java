package org.beamnsl.pipelines.ingest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.image.RgbImage;

/**
 * The size that images are scaled to.
 *
 * @param width in pixels; 0 keeps images as they are
 * @param height in pixels
 */
record ImageSize(int width, int height) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,5})(?:x([0-9]{1,5}))?");

  static ImageSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw NslException.usage("--imageSize=" + text + ": expected a size such as 128 or 160x120");
    }
    int width = Integer.parseInt(matcher.group(1));
    int height = matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2));
    if ((width == 0) != (height == 0)) {
      throw NslException.usage("--imageSize=" + text + ": one side is 0");
    }
    return new ImageSize(width, height);
  }

  RgbImage of(RgbImage image) {
    return width == 0 ? image : image.resize(width, height);
  }
}
