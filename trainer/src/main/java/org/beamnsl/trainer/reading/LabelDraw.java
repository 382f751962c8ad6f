package org.beamnsl.trainer.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Sha256;
import org.tensorflow.proto.Feature;

/**
 * Draws a share of the labelled examples, class by class, for measuring what labels are worth. Who
 * is drawn depends on id and seed alone, and the draw of a share holds that of every smaller one.
 */
public final class LabelDraw {
  private final SortedMap<Integer, List<String>> idsByLabel;

  private LabelDraw(SortedMap<Integer, List<String>> idsByLabel) {
    this.idsByLabel = idsByLabel;
  }

  /**
   * Reads the ids of the labelled examples.
   *
   * @param only the ids that may be drawn; absent for all
   */
  public static LabelDraw of(
      List<InputFile> files, String idFeature, String labelFeature, Optional<Set<String>> only) {
    SortedMap<Integer, List<String>> ids = new TreeMap<>();
    ExampleFiles.forEach(
        files,
        record -> {
          Map<String, Feature> features = record.parse().getFeatures().getFeatureMap();
          int label = Labels.of(record, features, labelFeature);
          String id =
              EdgeReader.id(features, idFeature).isEmpty()
                  ? record.place()
                  : EdgeReader.id(features, idFeature);
          if (label != Labels.UNLABELLED && only.map(set -> set.contains(id)).orElse(true)) {
            ids.computeIfAbsent(label, key -> new ArrayList<>()).add(id);
          }
          return true;
        });
    return new LabelDraw(ids);
  }

  /**
   * The drawn ids: of every class the share of its examples, rounded, and at least one.
   *
   * @param share in (0, 1]
   */
  public Set<String> ids(double share, long seed) {
    Set<String> drawn = new HashSet<>();
    for (List<String> ids : idsByLabel.values()) {
      ids.stream()
          .map(id -> Map.entry(Sha256.ofText("label\0" + seed + "\0" + id), id))
          .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry::getValue))
          .limit(Math.max(1, Math.round(share * ids.size())))
          .map(Map.Entry::getValue)
          .forEach(drawn::add);
    }
    return drawn;
  }
}
