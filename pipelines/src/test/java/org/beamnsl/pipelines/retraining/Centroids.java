package org.beamnsl.pipelines.retraining;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.tensorflow.proto.Example;

/** A classifier by the nearest class mean: enough of a model to be better or worse. */
record Centroids(TreeMap<Long, double[]> means) {
  private static final String FILE = "centroids.tsv";
  private static final List<String> FEATURES = List.of("x", "y");

  /** A point and its class. */
  private record Point(double[] place, long label) {}

  static Centroids train(String examples) throws IOException {
    TreeMap<Long, double[]> sums = new TreeMap<>();
    for (Point point : points(examples)) {
      double[] sum = sums.computeIfAbsent(point.label(), label -> new double[3]);
      sum[0] += point.place()[0];
      sum[1] += point.place()[1];
      sum[2]++;
    }
    sums.replaceAll((label, sum) -> new double[] {sum[0] / sum[2], sum[1] / sum[2]});
    return new Centroids(sums);
  }

  /** A quarter of the way back to {@code other}. */
  Centroids towards(Centroids other) {
    TreeMap<Long, double[]> mixed = new TreeMap<>();
    means.forEach(
        (label, mean) -> {
          double[] old = other.means.getOrDefault(label, mean);
          mixed.put(
              label, new double[] {0.75 * mean[0] + 0.25 * old[0], 0.75 * mean[1] + 0.25 * old[1]});
        });
    return new Centroids(mixed);
  }

  double accuracy(String examples) throws IOException {
    int right = 0;
    List<Point> points = points(examples);
    for (Point point : points) {
      right += nearest(point.place()) == point.label() ? 1 : 0;
    }
    return (double) right / points.size();
  }

  private long nearest(double[] place) {
    long nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (Map.Entry<Long, double[]> mean : means.entrySet()) {
      double distance = Math.hypot(place[0] - mean.getValue()[0], place[1] - mean.getValue()[1]);
      if (distance < least) {
        least = distance;
        nearest = mean.getKey();
      }
    }
    return nearest;
  }

  private static List<Point> points(String spec) throws IOException {
    List<Point> points = new ArrayList<>();
    for (InputFile file : Inputs.files("examples", spec)) {
      try (InputStream in = Storages.of(file.path()).open(file.path());
          TfRecordReader records = TfRecordReader.open(in, file.path())) {
        while (records.advance()) {
          Example example = Example.parseFrom(records.record());
          double[] place = new double[2];
          for (int i = 0; i < 2; i++) {
            String name = FEATURES.get(i);
            place[i] = example.getFeatures().getFeatureOrThrow(name).getFloatList().getValue(0);
          }
          long label = example.getFeatures().getFeatureOrThrow("label").getInt64List().getValue(0);
          points.add(new Point(place, label));
        }
      }
    }
    return points;
  }

  ManifestFile write(ArtifactStaging staging) throws IOException {
    StringBuilder text = new StringBuilder();
    means.forEach(
        (label, mean) ->
            text.append(label)
                .append('\t')
                .append(mean[0])
                .append('\t')
                .append(mean[1])
                .append('\n'));
    return text(staging, "Format-Serving/" + FILE, text.toString());
  }

  /** Writes a file of an artifact. */
  static ManifestFile text(ArtifactStaging staging, String name, String text) throws IOException {
    Path file = Path.of(staging.path(name));
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
    return new ManifestFile(
        name, text.getBytes(StandardCharsets.UTF_8).length, -1, Sha256.ofText(text));
  }

  /** Reads a model as it was trained or as it is served. */
  static Centroids read(Artifact artifact) throws IOException {
    TreeMap<Long, double[]> means = new TreeMap<>();
    for (ManifestFile file : artifact.manifest().files()) {
      for (String line : Files.readAllLines(Path.of(artifact.pathOf(file)))) {
        String[] cells = line.split("\t");
        means.put(
            Long.parseLong(cells[0]),
            new double[] {Double.parseDouble(cells[1]), Double.parseDouble(cells[2])});
      }
    }
    return new Centroids(means);
  }
}
