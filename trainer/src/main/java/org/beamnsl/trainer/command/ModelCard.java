package org.beamnsl.trainer.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.beamnsl.trainer.evaluate.Spread;
import org.beamnsl.trainer.export.Signatures;
import org.beamnsl.trainer.reading.TextSource;

/**
 * What someone who finds the model should know, as Markdown. Depends on the training only, not on
 * the clock.
 *
 * @param inputs digest of each input's data, by role
 * @param texts what the token ids of a feature are made of, by the feature's name
 */
record ModelCard(
    TrainingReport report, SortedMap<String, String> inputs, SortedMap<String, TextSource> texts) {

  String toMarkdown() {
    StringBuilder card = new StringBuilder();
    card.append("# ").append(report.model());
    card.append(isEmbedding() ? " for embeddings" : " for " + report.classes() + " classes");
    report
        .moreClasses()
        .forEach((label, count) -> card.append(", ").append(count).append(" of ").append(label));
    card.append("\n\nTrained by `nsl train`, regularization `");
    card.append(report.regularization()).append("`, seeds ").append(report.seeds());
    card.append(". The saved model is the base model alone: it needs no neighbours.\n");
    section(card, "Use", use());
    section(card, "Data", data());
    section(card, "Last epoch of training, mean over seeds", metrics());
    section(card, "Layers", layers());
    section(card, "Settings", settings());
    return card.toString();
  }

  private boolean isEmbedding() {
    return report.classes() == 0;
  }

  private static void section(StringBuilder card, String title, String text) {
    card.append("\n## ").append(title).append("\n\n").append(text);
  }

  private String use() {
    StringBuilder text = new StringBuilder();
    text.append("Signature `").append(Signatures.SERVING).append("`: serialized");
    text.append(" tf.train.Examples in, `");
    text.append(
        isEmbedding()
            ? Signatures.EMBEDDINGS
            : Signatures.PROBABILITIES + "` and `" + Signatures.CLASSES);
    for (String label : report.moreClasses().keySet()) {
      text.append("`, `").append(Signatures.probabilities(label));
      text.append("` and `").append(Signatures.classes(label));
    }
    text.append("` out. Signature `").append(Signatures.RAW);
    text.append("`: tensors in. Signature `").append(Signatures.LAYERS);
    text.append(
        "`: Examples in, every layer's output out.\n\n| feature | kind | shape |\n|---|---|---|\n");
    for (TrainingReport.InputShape input : report.inputs()) {
      text.append(row(input.name(), input.kind(), input.shape()));
    }
    texts.forEach(
        (ids, source) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%nIn place of `%s` an Example may hold the text `%s`: tokenizer and"
                        + " vocabulary (%,d tokens) are part of the model.%n",
                    ids,
                    source.feature(),
                    source.vocabulary().tokens().size())));
    return text.toString();
  }

  private String data() {
    TrainingReport.Data data = report.data();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d examples, %,d labelled, %,d (example, neighbour) pairs.\n\n",
            data.examples(),
            data.labelled(),
            data.neighborPairs()));
    text.append("| input | SHA-256 of the data |\n|---|---|\n");
    inputs.forEach((role, digest) -> text.append(row(role, "`" + digest + "`")));
    return text.toString();
  }

  /** The card for programs, as indented JSON with a line end. */
  String toJson() {
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("formatVersion", 1);
    card.put("model", report.model());
    card.put("regularization", report.regularization());
    card.put("output", isEmbedding() ? Signatures.EMBEDDINGS : Signatures.PROBABILITIES);
    card.put("classes", report.classes());
    card.put("moreClasses", report.moreClasses());
    card.put("parameters", report.parameters());
    card.put("seeds", report.seeds());
    card.put("inputs", report.inputs());
    Map<String, String> sources = new LinkedHashMap<>();
    texts.forEach((ids, source) -> sources.put(ids, source.feature()));
    card.put("texts", sources);
    card.put("data", report.data());
    card.put("digests", inputs);
    card.put("metrics", lastEpoch());
    card.put("options", report.options());
    return TrainingReport.json(card);
  }

  private String metrics() {
    StringBuilder text = new StringBuilder("| metric | value |\n|---|---|\n");
    lastEpoch().forEach((name, figures) -> text.append(row(name, figures.text(1, 4))));
    return text.toString();
  }

  /** Every metric of the last epoch, over the seeds. */
  private Map<String, Spread> lastEpoch() {
    Map<String, double[]> values = new LinkedHashMap<>();
    List<TrainingReport.Run> runs = report.runs();
    for (int run = 0; run < runs.size(); run++) {
      List<TrainingReport.Epoch> history = runs.get(run).history();
      if (!history.isEmpty()) {
        int place = run;
        history
            .get(history.size() - 1)
            .metrics()
            .forEach(
                (name, value) ->
                    values.computeIfAbsent(name, any -> new double[runs.size()])[place] = value);
      }
    }
    Map<String, Spread> spreads = new LinkedHashMap<>();
    values.forEach((name, figures) -> spreads.put(name, Spread.of(figures)));
    return spreads;
  }

  private String layers() {
    StringBuilder text = new StringBuilder("| layer | kind | output | parameters |\n");
    text.append("|---|---|---|---|\n");
    for (LayerTable.Row layer : report.layers()) {
      text.append(row(layer.name(), layer.kind(), layer.outputShape(), layer.parameters()));
    }
    return text.toString();
  }

  private String settings() {
    StringBuilder text = new StringBuilder("| flag | value |\n|---|---|\n");
    report.options().forEach((name, value) -> text.append(row(name, value)));
    return text.toString();
  }

  private static String row(Object... cells) {
    StringBuilder row = new StringBuilder("|");
    Arrays.stream(cells)
        .map(cell -> cell.toString().replace("|", "\\|"))
        .forEach(cell -> row.append(' ').append(cell).append(" |"));
    return row.append('\n').toString();
  }
}
