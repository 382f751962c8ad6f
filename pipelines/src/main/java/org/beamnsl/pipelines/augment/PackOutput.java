package org.beamnsl.pipelines.augment;

import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.storage.Storages;

/**
 * What is written: one file, or an artifact with a train split.
 *
 * @param prefix the shards' names relative to the output, without number and extension
 * @param shards how many shards there are; 0 for one file named by the prefix alone
 */
record PackOutput(String prefix, int shards) {
  /** One file when its name has an extension and nothing asks for more. */
  static PackOutput of(PackNbrsOptions options) {
    if (options.numShards() < 1) {
      throw NslException.usage("--numShards=" + options.numShards() + ": expected 1 or more");
    }
    String name = Storages.baseName(options.output());
    boolean file = name.lastIndexOf('.') > 0 && options.numShards() == 1 && options.input() == null;
    return file
        ? new PackOutput(name, 0)
        : new PackOutput(Artifact.splitFolder("train") + "/data_tfrecord", options.numShards());
  }

  boolean oneFile() {
    return shards == 0;
  }

  Artifact commit(ArtifactStaging staging, Manifest manifest) {
    return oneFile() ? staging.commitFile(prefix, manifest) : staging.commit(manifest);
  }
}
