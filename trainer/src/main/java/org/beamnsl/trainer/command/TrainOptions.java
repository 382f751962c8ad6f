package org.beamnsl.trainer.command;

import java.util.List;
import org.beamnsl.core.command.Flag;
import org.beamnsl.trainer.attack.Norm;
import org.beamnsl.trainer.regularize.DistanceType;
import org.jspecify.annotations.Nullable;

/** Flags of {@code train}. */
public record TrainOptions(
    @Flag(
            value = "examples to train on; of an artifact with splits its split 'train'",
            required = true,
            kind = Flag.Kind.INPUT)
        String train,
    @Flag(value = "examples to measure after every epoch; never trained on", kind = Flag.Kind.INPUT)
        @Nullable String validation,
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
            value =
                "model whose weights training starts from, as an artifact or as the folder that push"
                    + " fills; from fresh weights when there is none yet",
            kind = Flag.Kind.SERVED)
        @Nullable String warmStart,
    @Flag(
            "layers that take the weights of warmStart, such as embedding of a model of another"
                + " objective; all when left out")
        List<String> warmStartLayers,
    @Flag(value = "folder to write", required = true, kind = Flag.Kind.OUTPUT) String output,
    @Flag(
            value = "whether an existing output is replaced",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean overwrite,
    @Flag(
            value =
                "architecture: mlp for numbers, text-average and text-lstm for token ids, cnn for"
                    + " images",
            defaultValue = "mlp")
        ModelKind model,
    @Flag(
            value =
                "what is learned: labels, or an embedding that is alike for neighbours, without any"
                    + " label",
            defaultValue = "labels")
        Objective objective,
    @Flag(value = "numbers of a learned embedding", defaultValue = "32") int outputSize,
    @Flag(value = "features that the model reads", required = true) List<String> feature,
    @Flag(value = "integer feature with the label", defaultValue = "label") String labelFeature,
    @Flag(
            "further integer features with labels, each learned by an output of its own beside the"
                + " main one, with the weight of its loss, such as mood:0.5,topic; 1 without a number")
        List<String> moreLabels,
    @Flag(value = "bytes feature with the id", defaultValue = "id") String idFeature,
    @Flag(
            value =
                "share of the labelled examples that is kept for validation, chosen by a hash of the"
                    + " id and the flag seed, in [0, 1)",
            defaultValue = "0")
        double validationFraction,
    @Flag("float feature with a weight of at least 0 per example; none by default")
        @Nullable String sampleWeightFeature,
    @Flag("factor on the loss of a class, such as 0:1,1:2.5; 1 for classes not named")
        List<String> classWeights,
    @Flag(
            value = "number of classes; 0 for the largest label in the data plus 1",
            defaultValue = "0")
        int classes,
    @Flag(
            value =
                "whether an mlp reads integers as the ids of a bag of any size, not as a fixed"
                    + " number of numbers",
            defaultValue = "false")
        boolean bag,
    @Flag("units of each hidden layer, from the input on") List<Integer> hidden,
    @Flag(value = "share of values dropped after each hidden layer, in [0, 1)", defaultValue = "0")
        double dropout,
    @Flag("filters of each convolution of a cnn; 32,64,64 by default") List<Integer> filters,
    @Flag(
            "height, width and channels of images, such as 28,28,1; encoded images are decoded and"
                + " scaled to it")
        List<Integer> imageShape,
    @Flag("what the 8-bit intensities of encoded images are divided by; 255 by default")
        @Nullable Double pixelDivisor,
    @Flag(
            value =
                "megabytes that decoded images may take; more are kept encoded and decoded again"
                    + " for every step",
            defaultValue = "512",
            kind = Flag.Kind.VOLATILE)
        int imageMemory,
    @Flag(
            value =
                "megabytes that the values of examples may take in memory; more are kept in a"
                    + " scratch file, with the same result. A fifth of the heap by default",
            kind = Flag.Kind.VOLATILE)
        @Nullable Integer dataMemory,
    @Flag(
            value =
                "folder for the scratch file, which is gone when the command ends; the system's"
                    + " folder for temporary files by default",
            kind = Flag.Kind.VOLATILE)
        @Nullable String scratch,
    @Flag(
            value =
                "factor on numeric features as the model's first layer, such as 0.00392156862745"
                    + " for bytes",
            defaultValue = "1")
        double featureScale,
    @Flag(value = "numbers per token embedding", defaultValue = "16") int embeddingSize,
    @Flag(value = "units per direction of the LSTM", defaultValue = "64") int lstmUnits,
    @Flag(
            value =
                "number of ids: larger ones are read as padding; 0 for what the artifact's vocabulary"
                    + " says, else the largest id in the training data plus 1",
            defaultValue = "0")
        int vocabularySize,
    @Flag(
            value = "ids per example, cut or padded at the end; 0 for the longest example",
            defaultValue = "0")
        int maxLength,
    @Flag(
            value =
                "whether id 0 of a text is padding that text-average and text-lstm pass over, rather"
                    + " than a token",
            defaultValue = "false")
        boolean maskPadding,
    @Flag(value = "how gradients change weights", defaultValue = "adam") OptimizerKind optimizer,
    @Flag(value = "learning rate, above 0", defaultValue = "0.001") double learningRate,
    @Flag(
            value =
                "how the learning rate changes: not at all, or by half a cosine to 0 at the end",
            defaultValue = "constant")
        RateSchedule learningRateSchedule,
    @Flag(value = "largest norm of all gradients together; 0 for no limit", defaultValue = "0")
        double gradientClip,
    @Flag(value = "examples per step, at least 1", defaultValue = "32") int batch,
    @Flag("passes over the data; 10 unless steps are given") @Nullable Integer epochs,
    @Flag("training steps, however many epochs they take") @Nullable Long steps,
    @Flag(
            value =
                "stop after this many epochs without a lower validation loss, and keep the best"
                    + " weights; 0 for never",
            defaultValue = "0")
        int patience,
    @Flag("seeds; one model is trained for each. The flag seed by default") List<Long> seeds,
    @Flag(value = "seed of initial weights, order and dropout", defaultValue = "42") long seed,
    @Flag(value = "what is added to the supervised loss", defaultValue = "none")
        Regularization regularization,
    @Flag(value = "packed neighbours per example in the graph loss", defaultValue = "1")
        int neighbors,
    @Flag(value = "weight of the graph loss, at least 0", defaultValue = "0.1")
        double graphMultiplier,
    @Flag(
            value = "distance between an example and its neighbours, summed over the last axis",
            defaultValue = "l2")
        DistanceType distance,
    @Flag("layers whose outputs are kept close; the predictions by default")
        List<String> regularizeLayer,
    @Flag(
            value = "whether unlabelled examples take part with their neighbour losses",
            defaultValue = "false")
        boolean unlabeledSeeds,
    @Flag(
            value =
                "least share of labelled examples in an epoch with unlabelled ones, in [0, 1):"
                    + " labelled ones are repeated as often as that takes; 0 for every example once",
            defaultValue = "0")
        double labeledShare,
    @Flag(value = "factor on edges between two labelled examples, at least 0", defaultValue = "1")
        double labeledLabeledMultiplier,
    @Flag(
            value = "factor on edges between a labelled and an unlabelled example, at least 0",
            defaultValue = "1")
        double labeledUnlabeledMultiplier,
    @Flag(value = "factor on edges between two unlabelled examples, at least 0", defaultValue = "1")
        double unlabeledUnlabeledMultiplier,
    @Flag(
            "factor per edge type (bytes feature NL_nbr_<i>_type), such as cites:1,coauthor:0.3;"
                + " *:x is for all other types, which are an error without it")
        List<String> edgeTypeMultipliers,
    @Flag(
            value = "weight of the term that keeps embeddings from collapsing, above 0",
            defaultValue = "1")
        double spreadMultiplier,
    @Flag(
            value = "weight of its covariance part beside its variance part, at least 0",
            defaultValue = "0.04")
        double spreadCovariance,
    @Flag(
            value =
                "steps over which the weights of the added losses rise from 0 to their full value",
            defaultValue = "0")
        long multiplierWarmup,
    @Flag(value = "how the weights of the added losses fall afterwards", defaultValue = "none")
        MultiplierDecay multiplierDecay,
    @Flag(value = "steps over which they fall by the rate once, at least 1", defaultValue = "1000")
        long multiplierDecaySteps,
    @Flag(value = "rate by which they fall", defaultValue = "0.96") double multiplierDecayRate,
    @Flag(value = "weight of the adversarial loss, at least 0", defaultValue = "0.2")
        double adversarialMultiplier,
    @Flag(value = "length of an adversarial step, above 0", defaultValue = "0.001")
        double adversarialStep,
    @Flag(value = "norm of the adversarial step", defaultValue = "l2") Norm adversarialNorm,
    @Flag(value = "adversarial gradient steps, at least 1", defaultValue = "1")
        int adversarialIterations,
    @Flag("radius of the ball that adversarial steps stay in; none by default")
        @Nullable Double adversarialEpsilon,
    @Flag(
            value = "whether adversarial steps start at a random point of the ball",
            defaultValue = "false")
        boolean adversarialRandomStart,
    @Flag("smallest legal feature value for adversarial steps") @Nullable Double clipMin,
    @Flag("largest legal feature value for adversarial steps") @Nullable Double clipMax,
    @Flag(value = "threads of TensorFlow; results repeat for the same number", defaultValue = "2")
        int threads,
    @Flag(
            value = "folder for checkpoints, one subfolder per seed; a run that finds some resumes",
            kind = Flag.Kind.VOLATILE)
        @Nullable String checkpoints,
    @Flag(value = "steps between checkpoints", defaultValue = "1000", kind = Flag.Kind.VOLATILE)
        long checkpointEvery,
    @Flag(
            value = "folder for TensorBoard event files, one subfolder per seed",
            kind = Flag.Kind.VOLATILE)
        @Nullable String tensorboard) {

  /** Architectures by name. */
  public enum ModelKind {
    MLP,
    TEXT_AVERAGE,
    TEXT_LSTM,
    CNN
  }

  /** What is learned. */
  public enum Objective {
    LABELS,
    EMBEDDING
  }

  /** Optimizers by name. */
  public enum OptimizerKind {
    ADAM,
    SGD,
    ADAGRAD,
    RMSPROP
  }

  /** How the learning rate changes with the steps. */
  public enum RateSchedule {
    CONSTANT,
    COSINE
  }

  /** How weights of added losses fall with the steps. */
  public enum MultiplierDecay {
    NONE,
    EXPONENTIAL,
    INVERSE_TIME,
    NATURAL_EXPONENTIAL
  }

  /** Regularizations by name. */
  public enum Regularization {
    NONE,
    GRAPH,
    ADVERSARIAL,
    VIRTUAL_ADVERSARIAL,
    GRAPH__ADVERSARIAL;

    /** Whether neighbours of the graph are read. */
    public boolean readsGraph() {
      return this == GRAPH || this == GRAPH__ADVERSARIAL;
    }
  }

  /** Whether labels are learned, rather than an embedding without any. */
  public boolean learnsLabels() {
    return objective == Objective.LABELS;
  }

  /** The seeds to train, at least one. */
  public List<Long> trainedSeeds() {
    return seeds.isEmpty() ? List.of(seed) : seeds;
  }
}
