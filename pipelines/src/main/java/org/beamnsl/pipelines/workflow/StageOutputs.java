package org.beamnsl.pipelines.workflow;

import java.io.IOException;
import java.util.Optional;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/** What stages left under the root of a workflow, whole or not. */
final class StageOutputs {
  /** The detail of a manifest that names what a stage wrote outside of its artifact. */
  private static final String ELSEWHERE = "destination";

  private StageOutputs() {}

  /** The artifact of a plan when its files are all there, and what it placed elsewhere as well. */
  static Optional<Artifact> upToDate(StagePlan plan) throws IOException {
    Optional<Artifact> artifact = Artifact.at(plan.output());
    if (artifact.isEmpty()) {
      return artifact;
    }
    for (ManifestFile file : artifact.get().manifest().files()) {
      String path = artifact.get().pathOf(file);
      long bytes = Storages.of(path).stat(path).map(FileInfo::bytes).orElse(-1L);
      if (bytes != file.bytes()) {
        return Optional.empty();
      }
    }
    @Nullable Object elsewhere = artifact.get().manifest().details().get(ELSEWHERE);
    boolean gone = elsewhere instanceof String path && Storages.of(path).stat(path).isEmpty();
    return gone ? Optional.empty() : artifact;
  }

  /** Removes what killed runs left behind: nobody else writes under a locked root. */
  static void removeLeftovers(Workflow workflow) throws IOException {
    for (Stage stage : workflow.stages()) {
      String folder = Storages.join(workflow.root(), stage.name());
      for (FileInfo kind : Storages.of(folder).list(folder)) {
        for (FileInfo entry : Storages.of(folder).list(kind.path())) {
          String name = Storages.baseName(entry.path());
          if (name.matches("\\..*\\.(staging|replaced)-.*")) {
            Storages.of(folder).delete(entry.path());
          }
        }
      }
    }
  }

  /** Removes what stands in the place of an output without being one: no stage replaces that. */
  static void removeRemains(StagePlan plan) throws IOException {
    if (Artifact.at(plan.output()).isEmpty()) {
      Storages.of(plan.output()).delete(plan.output());
    }
  }
}
