package org.beamnsl.pipelines.augment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.beam.augment.AugmentFiles;
import org.beamnsl.beam.augment.AugmentPlan;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.RecordSources;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/**
 * The files that are packed.
 *
 * @param examples the files of examples, grouped by role
 * @param graphs the files of edges
 * @param size how much there is
 * @param artifact the whole artifact whose train split is packed, if that is what was asked for
 */
record PackInputs(
    List<RecordSource> examples, List<String> graphs, PackSize size, @Nullable Artifact artifact) {
  private static final String TRAIN = "train";

  static PackInputs of(PackNbrsOptions options) {
    List<InputFile> graphFiles = Inputs.files("graph", options.graph());
    List<String> graphs = graphFiles.stream().map(InputFile::path).toList();
    @Nullable String input = options.input();
    @Nullable String labeled = options.labeled();
    @Nullable String unlabeled = options.unlabeled();
    if ((input == null) == (labeled == null) || input != null && unlabeled != null) {
      throw NslException.usage("give either --input or --labeled, perhaps with --unlabeled");
    }
    RecordSources sources = new RecordSources();
    if (input == null) {
      sources.add(Inputs.files("labeled", String.valueOf(labeled)), AugmentFiles.LABELED);
      if (unlabeled != null && !unlabeled.isBlank()) {
        sources.add(Inputs.files("unlabeled", unlabeled), AugmentFiles.UNLABELED);
      }
      return new PackInputs(sources.list(), graphs, PackSize.of(sources, graphFiles), null);
    }
    Artifact artifact = Inputs.requireArtifact("input", input);
    if (!artifact.splits().contains(TRAIN)) {
      throw NslException.badData(
          "--input=" + input + ": has no split 'train', only " + artifact.splits());
    }
    sources.add(Inputs.files("input", Storages.join(input, TRAIN)), AugmentFiles.BY_LABEL);
    return new PackInputs(sources.list(), graphs, PackSize.of(sources, graphFiles), artifact);
  }

  /** How the work is laid out, for a number of shards. */
  AugmentPlan.Method method(int shards) {
    return size.method(Math.max(1, shards));
  }

  /** Copies the splits that are not packed, byte for byte, and reports their files. */
  StageReport copyOtherSplits(ArtifactStaging staging) throws IOException {
    if (artifact == null) {
      return StageReport.empty();
    }
    List<ManifestFile> copied = new ArrayList<>();
    for (ManifestFile file : artifact.manifest().files()) {
      if (!file.path().startsWith(Artifact.splitFolder(TRAIN) + "/")) {
        copy(artifact.pathOf(file), staging.path(file.path()));
        copied.add(file);
      }
    }
    return StageReport.of(copied);
  }

  private static void copy(String from, String to) throws IOException {
    try (InputStream in = Storages.of(from).open(from);
        OutputStream out = Storages.of(to).create(to)) {
      in.transferTo(out);
    }
  }
}
