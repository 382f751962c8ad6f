package org.beamnsl.trainer.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.trainer.loss.Metric;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.reading.HeldOut;
import org.beamnsl.trainer.reading.IdList;
import org.beamnsl.trainer.reading.LabelDraw;
import org.beamnsl.trainer.reading.LabelRule;
import org.beamnsl.trainer.training.Target;
import org.jspecify.annotations.Nullable;

/** Which labels are learned, of which examples, and what each counts. */
record LabelFlags(
    @Flag(value = "integer feature with the label", defaultValue = "label") String labelFeature,
    @Flag(
            "further integer features with labels, each learned by an output of its own beside the"
                + " main one, with the weight of its loss, such as mood:0.5,topic; 1 without a number")
        List<String> moreLabels,
    @Flag(
            value = "number of classes; 0 for the largest label in the data plus 1",
            defaultValue = "0")
        int classes,
    @Flag(
            value = "file with one id per line: only these examples keep their labels",
            kind = Flag.Kind.INPUT)
        @Nullable String labelIds,
    @Flag(
            value =
                "share of each class' labels that are used, in (0, 1]; every seed draws its own, by"
                    + " a hash of seed and id, and a larger share holds a smaller one",
            defaultValue = "1")
        double labelFraction,
    @Flag(
            "seed that draws the labels of labelFraction, the same for every model; by default each"
                + " seed of seeds draws its own")
        @Nullable Long labelSeed,
    @Flag(
            value =
                "share of the labelled examples that is kept for validation, chosen by a hash of the"
                    + " id and the flag seed, in [0, 1)",
            defaultValue = "0")
        double validationFraction,
    @Flag("float feature with a weight of at least 0 per example; none by default")
        @Nullable String sampleWeightFeature,
    @Flag("factor on the loss of a class, such as 0:1,1:2.5; 1 for classes not named")
        List<String> classWeights) {
  LabelFlags {
    FlagBounds.atLeast("classes", classes, 0);
    FlagBounds.share("validationFraction", validationFraction);
    if (!(labelFraction > 0 && labelFraction <= 1)) {
      throw NslException.usage(
          "--labelFraction=" + labelFraction + ": expected a share above 0, at most 1");
    }
    if (labelSeed != null && labelFraction == 1) {
      throw NslException.usage("--labelSeed=" + labelSeed + " needs a --labelFraction below 1");
    }
    if (!moreLabels.isEmpty() && !classWeights.isEmpty()) {
      throw NslException.usage(
          "--classWeights and --moreLabels exclude each other: class numbers would mean several"
              + " labels");
    }
    if (weights(moreLabels).containsKey(labelFeature)) {
      throw NslException.usage("--moreLabels=" + labelFeature + ": is --labelFeature already");
    }
  }

  /** The weight of every further label's loss, in the order given. */
  Map<String, Double> further() {
    return weights(moreLabels);
  }

  private static Map<String, Double> weights(List<String> labels) {
    return NamedNumbers.parseOrOne("moreLabels", labels);
  }

  /** All label features, the main one first. */
  List<String> features() {
    List<String> labels = new ArrayList<>();
    labels.add(labelFeature);
    labels.addAll(further().keySet());
    return labels;
  }

  /** What every label's output is held against. */
  List<Target> targets() {
    StandardLoss loss = StandardLoss.sparseCategoricalCrossentropy();
    List<Target> targets = new ArrayList<>();
    targets.add(Target.of(labelFeature, loss, Metric.ACCURACY));
    further()
        .forEach(
            (label, weight) ->
                targets.add(new Target(label, label, loss, weight, List.of(Metric.ACCURACY))));
    return targets;
  }

  /** Whether every seed has labels of its own. */
  boolean drawn() {
    return labelFraction < 1 && labelSeed == null;
  }

  /** Which labels are drawn, besides by the seed of a training. */
  String draw() {
    return labelFraction + (labelSeed == null ? "" : " by " + labelSeed);
  }

  /**
   * Whose labels are used.
   *
   * @param files of the examples
   * @param seed of the training, which draws the labels when only a share of them is used
   * @param heldOutSeed by which validation examples are chosen, the same for every training
   */
  LabelRule rule(List<InputFile> files, String idFeature, long seed, long heldOutSeed) {
    Optional<Set<String>> only =
        Optional.ofNullable(labelIds).map(spec -> IdList.read("labelIds", spec));
    if (labelFraction < 1) {
      LabelDraw draw = LabelDraw.of(files, idFeature, labelFeature, only);
      only = Optional.of(draw.ids(labelFraction, labelSeed == null ? seed : labelSeed));
    }
    return new LabelRule(only, new HeldOut(validationFraction, heldOutSeed));
  }

  /** The feature with a weight per example; empty for none. */
  String sampleWeight() {
    return sampleWeightFeature == null ? "" : sampleWeightFeature;
  }

  /** The factor on the loss of each class that has one. */
  Map<Integer, Double> weightsOfClasses() {
    Map<Integer, Double> weights = new LinkedHashMap<>();
    NamedNumbers.parse("classWeights", classWeights)
        .forEach(
            (label, weight) -> {
              if (!label.matches("[0-9]{1,9}")) {
                throw NslException.usage(
                    "--classWeights=" + label + ":" + weight + ": expected class numbers from 0");
              }
              weights.put(Integer.parseInt(label), weight);
            });
    return weights;
  }
}
