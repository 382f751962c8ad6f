package org.beamnsl.pipelines.storage;

import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.jspecify.annotations.Nullable;

/** The name of an object in {@link MemoryFileSystem}. */
record MemoryResource(String path) implements ResourceId {
  @Override
  public ResourceId resolve(String other, ResolveOptions options) {
    String end = options == StandardResolveOptions.RESOLVE_DIRECTORY ? "/" : "";
    return new MemoryResource(((MemoryResource) getCurrentDirectory()).path() + other + end);
  }

  @Override
  public ResourceId getCurrentDirectory() {
    return new MemoryResource(path.substring(0, path.lastIndexOf('/') + 1));
  }

  @Override
  public String getScheme() {
    return MemoryFileSystem.SCHEME;
  }

  @Override
  public @Nullable String getFilename() {
    return isDirectory() ? null : path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public boolean isDirectory() {
    return path.endsWith("/");
  }

  @Override
  public String toString() {
    return path;
  }
}
