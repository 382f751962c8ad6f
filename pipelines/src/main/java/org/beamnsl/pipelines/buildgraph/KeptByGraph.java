package org.beamnsl.pipelines.buildgraph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.graph.GraphStatistics;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.synthesis.GraphPlaces;
import org.beamnsl.core.synthesis.KeptFile;
import org.beamnsl.core.synthesis.KeptKeys;

/** What an artifact of a graph keeps so that rows can be added to it cheaply. */
final class KeptByGraph {
  /** The folder of these files within the artifact. */
  static final String FOLDER = "keys";

  private static final String COMPONENTS = FOLDER + "/" + GraphPlaces.COMPONENTS;

  private final Artifact artifact;

  KeptByGraph(Artifact artifact) {
    this.artifact = artifact;
  }

  /** The keys; nothing when it was built without {@code --keepKeys} or in several files. */
  Optional<KeptKeys> keys() {
    List<ManifestFile> graph = artifact.files("train");
    Optional<ManifestFile> components =
        artifact.manifest().files().stream()
            .filter(file -> file.path().equals(COMPONENTS))
            .findFirst();
    Map<String, Object> details = artifact.manifest().details();
    if (graph.size() != 1
        || components.isEmpty()
        || !(details.get("graph") instanceof Map<?, ?> statistics)) {
      return Optional.empty();
    }
    List<KeptFile> keys =
        artifact.manifest().files().stream()
            .filter(file -> file.path().startsWith(FOLDER + "/rows-"))
            .sorted()
            .map(this::kept)
            .toList();
    return Optional.of(
        new KeptKeys(
            kept(graph.get(0)),
            keys,
            kept(components.get()),
            GraphStatistics.of(statistics),
            number(details, "recallFromWeights", 1).doubleValue(),
            number(details, "zeroVectors", 0).longValue()));
  }

  private KeptFile kept(ManifestFile file) {
    return new KeptFile(artifact.pathOf(file), file.records(), file.sha256());
  }

  private static Number number(Map<String, Object> details, String name, Number otherwise) {
    return details.get(name) instanceof Number number ? number : otherwise;
  }
}
