package org.beamnsl.trainer.command;

import java.util.List;
import org.beamnsl.core.command.Flag;
import org.beamnsl.trainer.attack.Norm;
import org.jspecify.annotations.Nullable;

/** Flags of {@code evaluate}. */
public record EvaluateOptions(
    @Flag(
            value =
                "models to evaluate: artifacts of 'train' or saved-model folders, each as path or"
                    + " name=path; feature:<name> stands for the numbers of a feature, to compare"
                    + " embeddings with",
            required = true,
            kind = Flag.Kind.INPUT)
        List<String> models,
    @Flag(
            value = "examples to evaluate on; of an artifact with splits its split 'test'",
            required = true,
            kind = Flag.Kind.INPUT)
        String examples,
    @Flag(
            value =
                "labelled examples whose nearest ones classify, for models that give embeddings",
            kind = Flag.Kind.INPUT)
        @Nullable String reference,
    @Flag(value = "how many of the nearest vote, by their cosine, at least 1", defaultValue = "5")
        int nearest,
    @Flag(value = "folder to write", required = true, kind = Flag.Kind.OUTPUT) String output,
    @Flag(
            value = "whether an existing output is replaced",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean overwrite,
    @Flag(
            value =
                "integer feature with the label; of models with an output for this label that one"
                    + " answers, else the main one",
            defaultValue = "label")
        String labelFeature,
    @Flag("features by whose values metrics are split, such as label or NL_num_nbrs")
        List<String> slices,
    @Flag(
            value =
                "attack on the inputs: fgsm is one gradient step of length epsilon, pgd several"
                    + " within a ball of radius epsilon",
            defaultValue = "none")
        Attack attack,
    @Flag(
            value = "attack strengths in units of the model's inputs, each above 0",
            defaultValue = "0.1")
        List<Double> epsilons,
    @Flag(value = "norm of the attack", defaultValue = "infinity") Norm attackNorm,
    @Flag(value = "length of a pgd step; 0 for a quarter of epsilon", defaultValue = "0")
        double attackStep,
    @Flag(value = "steps of pgd, at least 1", defaultValue = "10") int attackIterations,
    @Flag(
            "name of the model whose gradients also attack all models, seed by seed, to see how"
                + " attacks transfer")
        @Nullable String attacker,
    @Flag(
            "changes that no adversary chose, of images, each in three strengths: shift, rotation,"
                + " motion-blur, noise, brightness")
        List<String> corruptions,
    @Flag(
            value =
                "most steps of attacks that move each example towards the class after its label"
                    + " until the model says so; 0 for none",
            defaultValue = "0")
        int flipSteps,
    @Flag(value = "length of such a step in the norm of the attack", defaultValue = "0.01")
        double flipStep,
    @Flag("smallest legal feature value for attacks") @Nullable Double clipMin,
    @Flag("largest legal feature value for attacks") @Nullable Double clipMax,
    @Flag("name of the model that may be blessed; the last one by default")
        @Nullable String candidate,
    @Flag("name of the model that the others are compared with") @Nullable String baseline,
    @Flag(
            value =
                "the model in service, as an artifact or as the folder that push fills: evaluated as"
                    + " 'serving', and the baseline; when there is none yet, bounds on the difference hold",
            kind = Flag.Kind.SERVED)
        @Nullable String serving,
    @Flag("smallest mean accuracy of the candidate, in [0, 1], for it to be blessed")
        @Nullable Double minAccuracy,
    @Flag("largest mean loss of the candidate for it to be blessed") @Nullable Double maxLoss,
    @Flag("smallest mean AUC of the candidate, in [0, 1], for it to be blessed")
        @Nullable Double minAuc,
    @Flag(
            "smallest mean accuracy of the candidate under every attack, at each of the epsilons and"
                + " by the attacker too, in [0, 1], for it to be blessed")
        @Nullable Double minAttackedAccuracy,
    @Flag(
            "smallest mean accuracy of the candidate above the baseline's, such as -0.01, for it to"
                + " be blessed")
        @Nullable Double minGain,
    @Flag(
            "largest mean loss of the candidate above the baseline's, such as 0.02, for it to be"
                + " blessed")
        @Nullable Double maxLossIncrease,
    @Flag("smallest mean AUC of the candidate above the baseline's for it to be blessed")
        @Nullable Double minAucGain,
    @Flag(
            value = "whether a model is loaded that no manifest vouches for",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean allowUntrustedModel,
    @Flag(value = "examples per step, at least 1", defaultValue = "256", kind = Flag.Kind.VOLATILE)
        int batch) {

  /** Attacks by name. */
  public enum Attack {
    NONE,
    FGSM,
    PGD
  }
}
