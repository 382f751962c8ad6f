package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.beamnsl.trainer.testing.Examples;
import org.beamnsl.trainer.testing.Photos;
import org.beamnsl.trainer.testing.TrainerProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Summary;

/** Encoded images through all commands. */
class ImageCommandsTest {
  @TempDir Path folder;
  private TrainerProgram nsl;

  @BeforeEach
  void writeExamples() {
    nsl = new TrainerProgram(folder);
    Examples.write(folder.resolve("train.gz"), Photos.twoClasses(80, 1));
    Examples.write(folder.resolve("test.gz"), Photos.twoClasses(40, 2));
  }

  /** Trains a small convolutional network; of flags given twice the later one counts. */
  private int train(String output, String... more) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--feature=image",
                "--model=cnn",
                "--filters=4,4",
                "--imageShape=14,14,3",
                "--epochs=6"));
    flags.addAll(List.of(more));
    return nsl.train(output, flags.toArray(String[]::new));
  }

  private double accuracy(String models, String examples, String output) throws IOException {
    assertThat(
            nsl.run(
                "evaluate",
                "--models=@" + models,
                "--examples=@" + examples,
                "--output=@" + output))
        .isEqualTo(0);
    return report(output).at("/models/0/metrics/accuracy/mean").asDouble();
  }

  @Test
  void encodedImagesAreLearnedAttackedAndPredicted() throws IOException {
    assertThat(train("model")).isEqualTo(0);
    double clean = accuracy("model", "test.gz", "clean");
    assertThat(clean).isAtLeast(0.9);
    assertThat(
            nsl.run(
                "perturb",
                "--model=@model",
                "--input=@test.gz",
                "--output=@attacked",
                "--norm=infinity",
                "--step=0.3",
                "--clipMin=0",
                "--clipMax=1"))
        .isEqualTo(0);
    List<Example> moved =
        Examples.read(folder.resolve("attacked/Split-train/data_tfrecord-00000-of-00001.gz"));
    List<Float> pixels =
        moved.get(0).getFeatures().getFeatureOrThrow("image").getFloatList().getValueList();
    assertThat(pixels).hasSize(14 * 14 * 3);
    assertThat(pixels.stream().allMatch(value -> value >= 0 && value <= 1)).isTrue();
    assertThat(accuracy("model", "attacked", "robust")).isAtMost(clean - 0.3);
    assertThat(nsl.run("predict", "--model=@model", "--input=@test.gz", "--output=@predictions"))
        .isEqualTo(0);
    assertThat(
            Examples.read(
                folder.resolve("predictions/Split-train/data_tfrecord-00000-of-00001.gz")))
        .hasSize(40);
  }

  @Test
  void imagesThatAreDecodedForEveryStepGiveTheSameModel() throws IOException {
    assertThat(train("kept", "--epochs=2")).isEqualTo(0);
    assertThat(train("again", "--epochs=2", "--imageMemory=0")).isEqualTo(0);
    for (String part : List.of("variables/variables.data-00000-of-00001", "saved_model.pb")) {
      assertThat(Files.readAllBytes(folder.resolve("again/Format-Serving/" + part)))
          .isEqualTo(Files.readAllBytes(folder.resolve("kept/Format-Serving/" + part)));
    }
  }

  @Test
  void tensorBoardShowsTheImagesAndHowTheAttackMovesThem() throws IOException {
    assertThat(
            train(
                "model",
                "--epochs=2",
                "--regularization=adversarial",
                "--adversarialStep=0.1",
                "--tensorboard=@events"))
        .isEqualTo(0);
    assertThat(nsl.printed()).contains("TensorFlow computes on");
    List<String> drawn = new ArrayList<>();
    try (var files = Files.list(folder.resolve("events/seed-42"));
        TfRecordReader records = TfRecordReader.open(files.findFirst().orElseThrow())) {
      while (records.advance()) {
        Event.parseFrom(records.record()).getSummary().getValueList().stream()
            .filter(Summary.Value::hasImage)
            .forEach(value -> drawn.add(value.getTag()));
      }
    }
    assertThat(drawn)
        .containsExactly("image", "image/attacked", "image/moves", "image/attacked", "image/moves");
  }

  @Test
  void aDamagedImageIsNamedByItsRecord() {
    List<Example> examples = new ArrayList<>(Photos.twoClasses(4, 1));
    examples.add(
        Examples.of("bad").ints("label", 1).raw("image", new byte[] {1, 2, 3, 4, 5}).build());
    Examples.write(folder.resolve("train.gz"), examples);
    assertThat(train("model")).isEqualTo(65);
    assertThat(nsl.messages())
        .contains(
            "train.gz: record 4 has feature image that is not an image in JPEG, PNG, BMP or GIF");
    assertThat(Files.exists(folder.resolve("model"))).isFalse();
  }

  @Test
  void modelsOfNumbersPointToTheModelOfImages() {
    assertThat(nsl.run("train", "--train=@train.gz", "--output=@m", "--feature=image"))
        .isEqualTo(65);
    assertThat(nsl.messages()).contains("--model=cnn reads encoded images");
  }

  @Test
  void aDivisorForNumbersIsRefused() {
    List<Example> numbers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      numbers.add(Examples.of("n" + i).ints("label", i % 2).floats("image", new float[12]).build());
    }
    Examples.write(folder.resolve("train.gz"), numbers);
    assertThat(train("model", "--imageShape=2,2,3", "--pixelDivisor=255")).isEqualTo(64);
    assertThat(nsl.messages()).contains("--pixelDivisor=255.0: is for encoded images");
  }

  @Test
  void attacksOfAnAttackerEqualTheCopiesThatPerturbWrites() throws IOException {
    assertThat(train("a", "--seeds=1,2", "--epochs=3")).isEqualTo(0);
    assertThat(train("b", "--seeds=1,2", "--epochs=3", "--hidden=6")).isEqualTo(0);
    assertThat(
            nsl.run(
                "evaluate",
                "--models=@a,@b",
                "--examples=@test.gz",
                "--output=@both",
                "--attacker=a",
                "--attack=fgsm",
                "--epsilons=0.1",
                "--clipMin=0",
                "--clipMax=1"))
        .isEqualTo(0);
    assertThat(
            nsl.run(
                "perturb",
                "--model=@a",
                "--input=@test.gz",
                "--output=@attacked",
                "--norm=infinity",
                "--step=0.1",
                "--clipMin=0",
                "--clipMax=1"))
        .isEqualTo(0);
    JsonNode models = report("both").path("models");
    // Seed 1 of b on copies that seed 1 of a made.
    assertThat(models.at("/1/transfers/0/metrics/accuracy/values/0").asDouble())
        .isEqualTo(accuracy("b/Format-Serving", "attacked", "copies"));
    assertThat(models.at("/1/transfers/0/attacker").asText()).isEqualTo("a");
    assertThat(models.at("/0/transfers/0/metrics")).isEqualTo(models.at("/0/attacks/0/metrics"));
    assertThat(Files.readString(folder.resolve("both/robustness.csv")))
        .contains("\nb,attack,fgsm,0.1,a,");
  }

  @Test
  void corruptionsAndTargetedAttacksAreCounted() throws IOException {
    assertThat(train("model")).isEqualTo(0);
    assertThat(
            nsl.run(
                "evaluate",
                "--models=@model",
                "--examples=@test.gz",
                "--output=@out",
                "--corruptions=shift,rotation,motion-blur,noise,brightness",
                "--flipSteps=40",
                "--flipStep=0.02",
                "--clipMin=0",
                "--clipMax=1"))
        .isEqualTo(0);
    JsonNode model = report("out").at("/models/0");
    assertThat(model.path("corruptions")).hasSize(15);
    assertThat(model.at("/corruptions/0/corruption").asText()).isEqualTo("shift");
    assertThat(model.at("/flips/rate/mean").asDouble()).isAtLeast(0.9);
    assertThat(model.at("/flips/flippedWithin/40").asDouble())
        .isEqualTo(model.at("/flips/rate/mean").asDouble());
    assertThat(model.at("/flips/medianDistance/mean").asDouble())
        .isAtMost(0.02 * model.at("/flips/medianSteps/mean").asDouble() + 1e-5);
    assertThat(Files.readString(folder.resolve("out/robustness.csv")))
        .contains("model,corruption,noise,0.2,,accuracy,");
  }

  @Test
  void unknownCorruptionsAndAttackersAreRefused() {
    assertThat(train("model", "--epochs=1")).isEqualTo(0);
    assertThat(
            nsl.run(
                "evaluate",
                "--models=@model",
                "--examples=@test.gz",
                "--output=@out",
                "--corruptions=rain"))
        .isEqualTo(64);
    assertThat(nsl.messages()).contains("--corruptions=rain: expected some of shift, rotation");
    assertThat(
            nsl.run(
                "evaluate",
                "--models=@model",
                "--examples=@test.gz",
                "--output=@out",
                "--attacker=model"))
        .isEqualTo(64);
    assertThat(nsl.messages()).contains("--attacker=model needs --attack");
  }

  @Test
  void imagesAttacksAndActivationsAreDrawnWithCaptions() throws IOException {
    assertThat(train("a", "--epochs=4")).isEqualTo(0);
    assertThat(train("b", "--epochs=4", "--regularization=adversarial", "--adversarialStep=0.2"))
        .isEqualTo(0);
    String[] flags = {
      "--models=plain=@a,robust=@b",
      "--examples=@test.gz",
      "--output=@pictures",
      "--count=3",
      "--photo=p5",
      "--strengths=0.05,0.3",
      "--clipMin=0",
      "--clipMax=1"
    };
    int status = nsl.run("picture", flags);
    assertWithMessage(nsl.messages()).that(status).isEqualTo(0);
    JsonNode captions =
        new JsonMapper().readTree(folder.resolve("pictures/captions.json").toFile());
    // A sample, three images with their attacks, two strengths, two layers of two models.
    assertThat(captions).hasSize(3 + 3 * 3 + 2 + 2 * 2 * 4);
    assertThat(captions.at("/3/caption").asText())
        .matches(".*plain: [01] \\d+ % [✓✗], robust: [01] \\d+ % [✓✗]");
    assertThat(captions.at("/12/group").asText()).startsWith("p5, 1: the attack at");
    assertThat(captions.at("/12/caption").asText()).startsWith("0.05. plain: ");
    assertThat(captions.at("/14/caption").asText())
        .matches("plain, filter \\d, before the attack \\(brightest: [0-9.]+\\)");
    // The filters of the two models stand side by side.
    assertThat(captions.at("/16/caption").asText())
        .matches("robust, filter \\d, before the attack \\(brightest: [0-9.]+\\)");
    assertThat(captions.at("/18/caption").asText()).startsWith("plain, all filters, before");
    for (JsonNode entry : captions) {
      var image =
          javax.imageio.ImageIO.read(
              folder.resolve("pictures").resolve(entry.path("file").asText()).toFile());
      assertThat(Math.max(image.getWidth(), image.getHeight())).isAtLeast(160);
    }
    assertThat(
            nsl.run("picture", "--models=@a", "--examples=@test.gz", "--output=@p", "--photo=none"))
        .isEqualTo(66);
    assertThat(nsl.messages()).contains("--photo=none: no labelled example has this id");
    assertThat(
            nsl.run("picture", "--models=@a", "--examples=@test.gz", "--output=@p", "--filter=4"))
        .isEqualTo(64);
    assertThat(nsl.messages()).contains("--filter=4: conv2d has the filters 0 to 3");
  }

  private JsonNode report(String output) throws IOException {
    return new JsonMapper().readTree(folder.resolve(output + "/evaluation.json").toFile());
  }
}
