package org.beamnsl.core.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.beamnsl.core.storage.Storages;

/** A running SHA-256. Not safe for use by several threads. */
public final class Sha256 {
  private final MessageDigest digest;

  /** A digest of nothing yet. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds bytes. */
  public void update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
  }

  /** Adds a text as UTF-8. */
  public void update(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of all that was added, in lower-case hex; starts anew afterwards. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The digest of a file's bytes. */
  public static String ofFile(String path) throws IOException {
    Sha256 sha = new Sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Storages.of(path).open(path)) {
      int n;
      while ((n = in.read(buffer)) > 0) {
        sha.update(buffer, 0, n);
      }
    }
    return sha.hex();
  }

  /** The digest of a text's UTF-8 bytes. */
  public static String ofText(String text) {
    Sha256 sha = new Sha256();
    sha.update(text);
    return sha.hex();
  }
}
