package org.beamnsl.core.manifest;

import org.jspecify.annotations.Nullable;

/** The version of this software. */
public final class Version {
  private Version() {}

  /** The version in the jar's manifest; {@code development} for classes outside a jar. */
  public static String current() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
