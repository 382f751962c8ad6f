package org.beamnsl.pipelines.transform;

import java.io.IOException;
import java.util.List;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Inputs;

/** Tokenises texts, counts a vocabulary in one split, and writes token ids for all splits. */
public final class TransformCommand implements Command<TransformOptions> {
  @Override
  public String name() {
    return "transform";
  }

  @Override
  public String summary() {
    return "turn texts into token ids: tokenise, vocabulary, padding";
  }

  @Override
  public String details() {
    return """
        Reads an Examples artifact and writes it with the text feature replaced by int64 token ids
        of one length (feature text becomes text_xf). The vocabulary is counted in the split
        'train', unlabelled examples included; ids are ranks by frequency, other tokens share
        --oovBuckets ids behind them. The vocabulary is in the artifact, under vocabulary/. With
        --vocabulary the ids are those of earlier data: what a warm start needs.
        """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "transform --input=reviews --feature=text --maxLength=100 --output=transformed",
        "transform --input=today --feature=text --vocabulary=transformed --output=transformed-today");
  }

  @Override
  public Class<TransformOptions> optionsType() {
    return TransformOptions.class;
  }

  @Override
  public ExitCode run(TransformOptions options, CommandContext context) throws IOException {
    Artifact input = Inputs.requireArtifact("input", options.input());
    if (options.vocabulary() == null && !input.splits().contains(options.analyze())) {
      throw NslException.badData(
          String.format(
              "--input=%s: has no split '%s', only %s",
              options.input(), options.analyze(), input.splits()));
    }
    try (ArtifactStaging staging = ArtifactStaging.begin(options.output(), options.overwrite());
        Transformation transformation = new Transformation(options, input, staging, context)) {
      Artifact output = transformation.run();
      context.out().println(transformation.summary(output));
    }
    return ExitCode.DONE;
  }
}
