package org.beamnsl.core.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.beamnsl.core.failure.NslException;

/**
 * A local folder by a path that means the same when it is taken for a pattern of paths. TensorFlow
 * looks for the weights of a saved model so and finds none in a folder called {@code run[1]}; a
 * link to it helps. Closing removes the link, not the folder.
 *
 * @param path the folder itself, or the link
 * @param link the link, if one was needed
 */
public record PlainFolder(Path path, Optional<Path> link) implements AutoCloseable {
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[\\\\]");

  /**
   * The folder by such a path.
   *
   * @throws NslException (73) when a link is needed and cannot be made
   */
  public static PlainFolder of(Path folder) {
    for (Path name : folder) {
      if (SPECIAL.matcher(name.toString()).find()) {
        return linked(folder);
      }
    }
    return new PlainFolder(folder, Optional.empty());
  }

  private static PlainFolder linked(Path folder) {
    try {
      Path link = Files.createTempDirectory("nsl-link").resolve("folder");
      Files.createSymbolicLink(link, folder.toAbsolutePath());
      return new PlainFolder(link, Optional.of(link));
    } catch (IOException | UnsupportedOperationException e) {
      throw NslException.cannotWrite(
          folder + ": a path with * ? [ or \\ needs a link in the folder of temporary files: " + e,
          e);
    }
  }

  @Override
  public void close() {
    if (link.isPresent()) {
      try {
        Files.delete(link.get());
        Files.delete(link.get().toAbsolutePath().getParent());
      } catch (IOException e) {
        throw NslException.cannotWrite("cannot remove the link " + link.get() + ": " + e, e);
      }
    }
  }
}
