package org.beamnsl.pipelines.report;

import static com.google.common.truth.Truth.assertWithMessage;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.packing.ExamplePacker;
import org.beamnsl.pipelines.splits.SplitWriter;
import org.beamnsl.pipelines.testing.CommandLine;
import org.beamnsl.pipelines.testing.SmallArtifact;
import org.beamnsl.pipelines.testing.SmallExamples;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/** Small artifacts of every kind that a report reads, with texts that attack the page. */
record ReportFixture(Path folder) {
  static final String ATTACK = "</script><script>alert(1)</script>";

  /** Runs {@code report} and returns the page. */
  String page(String... arguments) throws IOException {
    Path output = folder.resolve("page");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--output=" + output);
    all.add("--overwrite=true");
    CommandLine report = CommandLine.run(new ReportCommand(), all.toArray(String[]::new));
    assertWithMessage(report.err()).that(report.status()).isEqualTo(0);
    return Files.readString(output.resolve("report.html"));
  }

  /** Everything at once. */
  String fullPage() throws IOException {
    return page(
        "--graph=" + packed(),
        "--models=base=" + model("base", "0.05") + ",base_2=" + model("base_2", "0.1"),
        "--evaluation=" + evaluation(),
        "--examples=reviews=" + examples(),
        "--statistics=" + statistics(),
        "--pictures=" + pictures(),
        "--curve=labelFraction",
        "--title=" + ATTACK);
  }

  Path model(String name, String fraction) throws IOException {
    Path model = folder.resolve(name);
    SmallArtifact.write(
        model,
        "Model",
        Map.of(
            "training.json",
            """
            {"model":"mlp","regularization":"graph","seeds":[1,2],"parameters":74607,
             "options":{"labelFraction":"%s","hidden":"5"},
             "data":{"labelled":48,"neighborPairs":96},
             "inputs":[{"name":"words","kind":"float","shape":[1433]}],
             "layers":[{"name":"hidden_0","kind":"dense","outputShape":[50],"parameters":71700}],
             "runs":[
              {"seed":1,"history":[{"step":10,"metrics":{"loss":2.0,"learning_rate":0.01}},
                                   {"step":20,"metrics":{"loss":1.0,"learning_rate":0.005}}]},
              {"seed":2,"history":[{"step":10,"metrics":{"loss":4.0}}]}]}
            """
                .formatted(fraction),
            "timing.json",
            "{\"seeds\":[{\"seed\":1,\"seconds\":2,\"examplesPerSecond\":1000},"
                + "{\"seed\":2,\"seconds\":4,\"examplesPerSecond\":3000}]}"));
    return model;
  }

  Path evaluation() throws IOException {
    Path evaluation = folder.resolve("evaluation");
    String metrics = "\"metrics\":{\"accuracy\":{\"mean\":%s,\"std\":0.01,\"values\":[%s,%s]}}";
    SmallArtifact.write(
        evaluation,
        "Evaluation",
        Map.of(
            "evaluation.json",
            """
            {"examples":{"labelled":600},"candidate":"base_2","baseline":"base","blessed":true,
             "models":[
              {"name":"base","seeds":[1,2],%s,"confusion":[[7,1],[2,9]]},
              {"name":"base_2","seeds":[1,2],%s,"confusion":[[8,0],[2,9]],
               "calibration":[{"examples":5,"confidence":0.65,"accuracy":0.6},
                              {"examples":5,"confidence":0.95,"accuracy":0.8}],
               "slices":[{"feature":"label","value":"1","examples":5,%s}],
               "attacks":[{"attack":"fgsm","norm":"infinity","epsilon":0.1,%s}]}],
             "comparisons":[]}
            """
                .formatted(
                    metrics.formatted("0.7", "0.69", "0.71"),
                    metrics.formatted("0.8", "0.79", "0.81"),
                    metrics.formatted("0.5", "0.5", "0.5"),
                    metrics.formatted("0.25", "0.2", "0.3"))));
    return evaluation;
  }

  /** Two splits that share an example by its content; the id of its copy attacks the page. */
  Path examples() throws IOException {
    Path path = folder.resolve("examples");
    try (ArtifactStaging staging = ArtifactStaging.begin(path.toString(), true)) {
      List<ManifestFile> files = new ArrayList<>();
      files.addAll(
          split(staging, "train", example("a", 0, 1), example("b", 1, 2), example("c", -1, 3)));
      files.addAll(split(staging, "test", example(ATTACK, 1, 1), example("e", 0, 5)));
      Path labels = Path.of(staging.path("labels.txt"));
      Files.writeString(labels, "negative\npositive\n");
      files.add(
          new ManifestFile("labels.txt", Files.size(labels), -1, Sha256.ofFile(labels.toString())));
      staging.commit(Manifest.of("test", "Examples").withFiles(files));
    }
    return path;
  }

  private static List<ManifestFile> split(ArtifactStaging staging, String name, Example... examples)
      throws IOException {
    try (SplitWriter writer = new SplitWriter(staging, name, 1)) {
      for (Example example : examples) {
        writer.write(example.toByteArray());
      }
      return writer.finish();
    }
  }

  private static Example example(String id, long label, long word) {
    Features.Builder features =
        Features.newBuilder()
            .putFeature("id", SmallExamples.text(id))
            .putFeature("words", ints(word));
    if (label >= 0) {
      features.putFeature("label", ints(label));
    }
    return Example.newBuilder().setFeatures(features).build();
  }

  /** Two examples with packed neighbours, and two of a split that was passed on. */
  private Path packed() throws IOException {
    Path path = folder.resolve("packed");
    try (ArtifactStaging staging = ArtifactStaging.begin(path.toString(), true)) {
      Example packed =
          Example.newBuilder()
              .setFeatures(
                  example("a", 0, 1).getFeatures().toBuilder()
                      .putFeature("NL_nbr_0_id", SmallExamples.text(ATTACK))
                      .putFeature("NL_nbr_0_weight", floats(0.85f))
                      .putFeature("NL_nbr_1_id", SmallExamples.text("b"))
                      .putFeature("NL_nbr_1_weight", floats(0.95f))
                      .putFeature(ExamplePacker.COUNT, ints(2)))
              .build();
      Example alone =
          Example.newBuilder()
              .setFeatures(
                  example("b", 1, 2).getFeatures().toBuilder()
                      .putFeature(ExamplePacker.COUNT, ints(0)))
              .build();
      List<ManifestFile> files = new ArrayList<>(split(staging, "train", packed, alone));
      files.addAll(split(staging, "test", example("t", 0, 4), example("u", 1, 5)));
      staging.commit(Manifest.of("test", "Examples").withFiles(files));
    }
    return path;
  }

  private static Feature ints(long value) {
    return Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(value)).build();
  }

  private static Feature floats(float value) {
    return Feature.newBuilder().setFloatList(FloatList.newBuilder().addValue(value)).build();
  }

  Path statistics() throws IOException {
    Path statistics = folder.resolve("statistics");
    SmallArtifact.write(
        statistics,
        "ExampleStatistics",
        Map.of(
            "statistics.json",
            """
            {"train":{"examples":3,"features":{"%s":{"kinds":{"bytes":3},"present":3,"missing":0,
              "minLength":1,"maxLength":1,"values":3,"mean":4,"std":1,
              "quantiles":[1,1,1,1,1,2,2,2,2,2,9],"top":{"%s":2,"x":1},"distinct":2}}}}
            """
                .formatted(ATTACK, ATTACK),
            "anomalies.txt",
            "test: feature '" + ATTACK + "' is not in the schema",
            "drift.json",
            "{\"" + ATTACK + "\":0.25}"));
    return statistics;
  }

  Path pictures() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    BufferedImage image = new BufferedImage(160, 90, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 160; x++) {
      for (int y = 0; y < 90; y++) {
        image.setRGB(x, y, (x << 16) | (y * 2 << 8) | 120);
      }
    }
    ImageIO.write(image, "png", pictures.resolve("a.png").toFile());
    Files.writeString(
        pictures.resolve("captions.json"),
        "[{\"file\":\"a.png\",\"caption\":\"" + ATTACK + "\",\"group\":\"before\"}]");
    return pictures;
  }
}
