package org.beamnsl.trainer.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.trainer.evaluate.AttackPlan;
import org.beamnsl.trainer.evaluate.LocalModel;
import org.beamnsl.trainer.evaluate.ModelArtifact;
import org.beamnsl.trainer.evaluate.ModelAttack;
import org.beamnsl.trainer.export.LoadedModel;
import org.beamnsl.trainer.reading.ExampleRecord;
import org.beamnsl.trainer.reading.Labels;
import org.tensorflow.Result;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.types.TFloat32;

/** Writes examples that were moved against a reference model. */
public final class PerturbCommand implements Command<PerturbOptions> {
  @Override
  public String name() {
    return "perturb";
  }

  @Override
  public String summary() {
    return "write adversarial copies of examples, moved against a reference model";
  }

  @Override
  public String details() {
    return """
    Every output example is a copy of its input with the model's float features moved; the others,
    labels and ids included, stay. Evaluate any model on the copies to see how attacks transfer.
    Of encoded images the copies hold the pixels as floats, as the reference model sees them; they
    suit models of the same --imageShape and --pixelDivisor.
    Examples without label are moved only with --targetClass. Integers cannot be moved: store such
    features as floats.""";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "perturb --model=runs/base --input=images/Split-test --output=attacked --norm=infinity"
            + " --step=0.2 --clipMin=0 --clipMax=1");
  }

  @Override
  public Class<PerturbOptions> optionsType() {
    return PerturbOptions.class;
  }

  @Override
  public ExitCode run(PerturbOptions options, CommandContext context) throws IOException {
    AttackPlan plan = options.attack();
    ModelArtifact artifact =
        ModelArtifact.find("model", options.model(), options.inference().allowUntrustedModel());
    long[] moved = new long[1];
    try (ArtifactStaging staging =
            ArtifactStaging.begin(
                options.destination().output(), options.destination().overwrite());
        LocalModel local = LocalModel.of(artifact.members().get(0));
        LoadedModel model = LoadedModel.load(local.folder().toString())) {
      StagedFiles files = new StagedFiles(staging);
      ExampleRewriter rewriter =
          new ExampleRewriter(
              model.examplesAtATime(options.inference().batch()), context.progress());
      ModelAttack attack = new ModelAttack(model.answering(options.labelFeature()), plan);
      rewriter.rewrite(
          "input", options.input(), files, records -> move(attack, model, records, options, moved));
      staging.commit(
          Manifest.of("perturb", "Examples")
              .withOptions(context.dataOptions())
              .withInputs(
                  Map.of(
                      "input", Inputs.digest("input", options.input()),
                      "model", artifact.digest()))
              .withFiles(files.files())
              .withCounters(Map.of("records", rewriter.records(), "moved", moved[0])));
      context
          .out()
          .printf(Locale.ROOT, "%,d of %,d examples moved%n", moved[0], rewriter.records());
    }
    return ExitCode.DONE;
  }

  private static List<Example> move(
      ModelAttack attack,
      LoadedModel model,
      List<ExampleRecord> records,
      PerturbOptions options,
      long[] moved) {
    List<Example> copies = new ArrayList<>();
    List<Integer> movable = new ArrayList<>();
    int[] labels = new int[records.size()];
    for (int i = 0; i < records.size(); i++) {
      Example example = records.get(i).parse();
      labels[i] =
          Labels.of(records.get(i), example.getFeatures().getFeatureMap(), options.labelFeature());
      if (labels[i] != Labels.UNLABELLED || options.targetClass() != null) {
        movable.add(i);
      }
      copies.add(example);
    }
    if (model.readsImages()) {
      decode(model, records, copies);
    }
    if (movable.isEmpty()) {
      return copies;
    }
    Map<String, float[][]> features =
        attack.features(
            movable.stream().map(row -> records.get(row).bytes()).toList(),
            movable.stream().mapToInt(row -> labels[row]).toArray());
    for (int i = 0; i < movable.size(); i++) {
      int row = movable.get(i);
      copies.set(row, withFloats(records.get(row), copies.get(row), features, i));
    }
    moved[0] += movable.size();
    return copies;
  }

  /** Puts the pixels in the place of encoded images, also where nothing moves them. */
  private static void decode(LoadedModel model, List<ExampleRecord> records, List<Example> copies) {
    Map<String, float[][]> pixels = new LinkedHashMap<>();
    try (Result read = model.features(records.stream().map(ExampleRecord::bytes).toList())) {
      LoadedModel.tensors(read)
          .forEach((name, value) -> pixels.put(name, LoadedModel.matrix((TFloat32) value)));
    }
    for (int row = 0; row < copies.size(); row++) {
      Features.Builder changed = copies.get(row).getFeatures().toBuilder();
      int place = row;
      pixels.forEach((name, rows) -> changed.putFeature(name, PredictCommand.floats(rows[place])));
      copies.set(row, Example.newBuilder().setFeatures(changed).build());
    }
  }

  private static Example withFloats(
      ExampleRecord record, Example copy, Map<String, float[][]> features, int place) {
    Features.Builder changed = copy.getFeatures().toBuilder();
    features.forEach(
        (name, rows) -> {
          requireFloats(record, changed, name);
          changed.putFeature(name, PredictCommand.floats(rows[place]));
        });
    return Example.newBuilder().setFeatures(changed).build();
  }

  /** A copy of another kind than the original could not be read by the model any more. */
  private static void requireFloats(ExampleRecord record, Features.Builder features, String name) {
    Feature stored = features.getFeatureOrDefault(name, Feature.getDefaultInstance());
    if (!stored.hasFloatList()) {
      throw NslException.badData(
          record.place()
              + " does not hold the feature "
              + name
              + " as floats; only floats can be moved");
    }
  }
}
