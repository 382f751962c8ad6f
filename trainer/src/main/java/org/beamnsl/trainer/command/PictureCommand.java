package org.beamnsl.trainer.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.trainer.evaluate.EvaluationSet;
import org.beamnsl.trainer.evaluate.ModelArtifact;
import org.beamnsl.trainer.reading.ExampleFiles;

/** Draws images, attacks on them, and what convolutions make of both. */
public final class PictureCommand implements Command<PictureOptions> {
  @Override
  public String name() {
    return "picture";
  }

  @Override
  public String summary() {
    return "draw images, attacks on them and what each convolution sees, for the report";
  }

  @Override
  public String details() {
    return """
    Writes PNG files and captions.json, which 'report --pictures' puts into its page: a sample with
    labels; images, the attack magnified, and attacked images, with what every model takes them for;
    one image at several strengths; and the activations of each convolution before and after the
    attack in inferno colours, models side by side.""";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "picture --models=base=runs/base,robust=runs/robust --examples=photos --output=pictures"
            + " --step=0.1 --clipMin=0 --clipMax=1",
        "report --models=runs/base,runs/robust --pictures=pictures --output=page");
  }

  @Override
  public Class<PictureOptions> optionsType() {
    return PictureOptions.class;
  }

  @Override
  public ExitCode run(PictureOptions options, CommandContext context) throws IOException {
    List<ModelArtifact> artifacts = new ArrayList<>();
    for (String entry : options.models()) {
      artifacts.add(ModelArtifact.find("models", entry, options.allowUntrustedModel()));
    }
    EvaluationSet set =
        EvaluationSet.read(
            ExampleFiles.resolve("examples", options.examples(), "test"),
            options.labelFeature(),
            List.of(options.idFeature()));
    ClassNames classes = ClassNames.of(options.labelVocabulary(), options.examples());
    try (ArtifactStaging staging =
            ArtifactStaging.begin(
                options.destination().output(), options.destination().overwrite());
        PicturedModels models = PicturedModels.load(artifacts)) {
      StagedFiles files = new StagedFiles(staging);
      Gallery gallery = new Gallery(files);
      new Exhibition(options, set, models, classes, gallery).hang();
      gallery.writeCaptions();
      Map<String, String> inputs = new TreeMap<>();
      inputs.put("examples", Inputs.digest("examples", options.examples()));
      artifacts.forEach(model -> inputs.put("models/" + model.name(), model.digest()));
      staging.commit(
          Manifest.of("picture", "Pictures")
              .withOptions(context.dataOptions())
              .withInputs(inputs)
              .withFiles(files.files())
              .withCounters(Map.of("pictures", (long) gallery.pictures())));
      context.out().printf("%,d pictures%n", gallery.pictures());
    }
    return ExitCode.DONE;
  }
}
