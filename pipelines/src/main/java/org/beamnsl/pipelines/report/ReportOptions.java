package org.beamnsl.pipelines.report;

import java.util.List;
import org.beamnsl.core.command.Flag;
import org.jspecify.annotations.Nullable;

/** The flags of {@code report}. */
public record ReportOptions(
    @Flag(
            value =
                "graphs: Examples with packed neighbours, or edge files, each as path or name=path",
            kind = Flag.Kind.INPUT)
        List<String> graph,
    @Flag(value = "trained models, each as path or name=path", kind = Flag.Kind.INPUT)
        List<String> models,
    @Flag(value = "evaluations, each as path or name=path", kind = Flag.Kind.INPUT)
        List<String> evaluation,
    @Flag(
            value =
                "Examples with splits, each as path or name=path: sizes, labels, leakage; their"
                    + " labels are also those of a graph's nodes",
            kind = Flag.Kind.INPUT)
        List<String> examples,
    @Flag(value = "statistics artifacts, each as path or name=path", kind = Flag.Kind.INPUT)
        List<String> statistics,
    @Flag(
            value = "folders of PNG or JPEG pictures with captions.json, each as path or name=path",
            kind = Flag.Kind.INPUT)
        List<String> pictures,
    @Flag(
            "flags of train, such as labelFraction, over which to draw the accuracy of models that"
                + " differ in nothing else")
        List<String> curve,
    @Flag(
            "flags of train, such as graphMultiplier, that were chosen anew for every point of a"
                + " curve and so may differ along it")
        List<String> curveTuned,
    @Flag(value = "the folder to write", required = true, kind = Flag.Kind.OUTPUT) String output,
    @Flag(value = "the title of the page", defaultValue = "Report") String title,
    @Flag(value = "name of the id feature", defaultValue = "id") String idFeature,
    @Flag(value = "name of the label feature", defaultValue = "label") String labelFeature,
    @Flag(value = "seed of the shuffled comparison", defaultValue = "42") long seed,
    @Flag(value = "the run.json of the workflow, for the lineage", kind = Flag.Kind.VOLATILE)
        @Nullable String lineage,
    @Flag(
            value = "whether an existing output is replaced",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean overwrite) {}
