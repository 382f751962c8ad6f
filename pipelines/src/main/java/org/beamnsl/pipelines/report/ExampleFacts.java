package org.beamnsl.pipelines.report;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beamnsl.core.command.Progress;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ContentHash;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.example.IdFeature;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;

/**
 * What a report says of the splits of Examples: how many, which labels, and what occurs more than
 * once. Holds the id, the label and a hash of the content of every example in memory.
 */
final class ExampleFacts {
  private static final String PACKED = "NL_";
  private static final int NAMED = 5;

  /** One split. */
  static final class Split {
    private long examples;
    private long labelled;
    private long repeated;
    private final SortedMap<Long, Long> labels = new TreeMap<>();

    long examples() {
      return examples;
    }

    long labelled() {
      return labelled;
    }

    /** Examples that say the same as an earlier one of the split. */
    long repeated() {
      return repeated;
    }

    SortedMap<Long, Long> labels() {
      return labels;
    }
  }

  /**
   * What two splits share.
   *
   * @param contents examples of {@code second} whose content an example of {@code first} has, too
   * @param ids ids that occur in both
   * @param named some of the ids of those examples of {@code second}
   */
  record Leak(String first, String second, long contents, long ids, List<String> named) {}

  private record Seen(String id, String content) {}

  private final SortedMap<String, Split> splits = new TreeMap<>();
  private final Map<String, Long> labelOfId = new HashMap<>();
  private final Map<String, List<Seen>> seen = new TreeMap<>();
  private final List<String> classes = new ArrayList<>();
  private final String idFeature;
  private final String labelFeature;

  private ExampleFacts(String idFeature, String labelFeature) {
    this.idFeature = idFeature;
    this.labelFeature = labelFeature;
  }

  /** Reads all splits of an artifact. */
  static ExampleFacts read(
      NamedInput input, String idFeature, String labelFeature, Progress progress)
      throws IOException {
    ExampleFacts facts = new ExampleFacts(idFeature, labelFeature);
    Artifact artifact =
        Inputs.artifact(input.path())
            .filter(found -> !found.splits().isEmpty())
            .orElseThrow(
                () ->
                    NslException.noInput(
                        "--examples=" + input.path() + ": not an artifact with splits"));
    for (String split : artifact.splits()) {
      progress.begin("examples " + input.name() + "/" + split, -1, "records");
      for (ManifestFile file : artifact.files(split)) {
        facts.read(split, artifact.pathOf(file), progress);
      }
      progress.end();
    }
    facts.readClasses(artifact);
    return facts;
  }

  private void read(String split, String path, Progress progress) throws IOException {
    ContentHash hash = new ContentHash(new IdFeature(idFeature));
    ExampleView view = new ExampleView();
    Split facts = splits.computeIfAbsent(split, name -> new Split());
    Set<String> contents = new HashSet<>();
    try (InputStream in = Storages.of(path).open(path);
        TfRecordReader records = TfRecordReader.open(in, path)) {
      while (records.advance()) {
        Features features = Example.parseFrom(records.record()).getFeatures();
        String id = GraphReader.text(features.getFeatureMap().get(idFeature));
        long label = GraphReader.label(features.getFeatureMap().get(labelFeature));
        view.read(content(features));
        String content = HexFormat.of().formatHex(hash.of(view));
        facts.examples++;
        facts.labelled += label >= 0 ? 1 : 0;
        facts.labels.merge(label, 1L, Long::sum);
        facts.repeated += contents.add(content) ? 0 : 1;
        labelOfId.put(id, label);
        seen.computeIfAbsent(split, name -> new ArrayList<>()).add(new Seen(id, content));
        progress.advance(1);
      }
    } catch (InvalidProtocolBufferException | BadExampleException e) {
      throw NslException.badData(path + ": a record is no Example: " + e.getMessage());
    }
  }

  /** The example without its label and its neighbours. */
  private byte[] content(Features features) {
    Features.Builder own = Features.newBuilder();
    for (Map.Entry<String, Feature> feature : features.getFeatureMap().entrySet()) {
      if (!feature.getKey().equals(labelFeature) && !feature.getKey().startsWith(PACKED)) {
        own.putFeature(feature.getKey(), feature.getValue());
      }
    }
    return Example.newBuilder().setFeatures(own).build().toByteArray();
  }

  private void readClasses(Artifact artifact) throws IOException {
    for (ManifestFile file : artifact.manifest().files()) {
      if (file.path().equals("labels.txt")) {
        String path = artifact.pathOf(file);
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Storages.of(path).open(path), StandardCharsets.UTF_8))) {
          lines.lines().forEach(classes::add);
        }
      }
    }
  }

  SortedMap<String, Split> splits() {
    return splits;
  }

  /** The names of the classes; empty when they are not known. */
  List<String> classes() {
    return classes;
  }

  /** The label of an example; -1 for none or an unknown id. */
  long label(String id) {
    return labelOfId.getOrDefault(id, -1L);
  }

  /** The ids of a split, in order. */
  List<String> ids(String split) {
    return seen.getOrDefault(split, List.of()).stream().map(Seen::id).toList();
  }

  /** What each two splits share. */
  List<Leak> leaks() {
    List<Leak> leaks = new ArrayList<>();
    List<String> names = new ArrayList<>(splits.keySet());
    // The training split is what others must not be found in.
    names.sort((a, b) -> Boolean.compare(b.equals("train"), a.equals("train")));
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        leaks.add(leak(names.get(i), names.get(j)));
      }
    }
    return leaks;
  }

  private Leak leak(String first, String second) {
    Set<String> contents = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (Seen each : seen.getOrDefault(first, List.of())) {
      contents.add(each.content());
      ids.add(each.id());
    }
    long sameContent = 0;
    long sameId = 0;
    List<String> named = new ArrayList<>();
    for (Seen each : seen.getOrDefault(second, List.of())) {
      boolean content = contents.contains(each.content());
      boolean id = !each.id().isEmpty() && ids.contains(each.id());
      sameContent += content ? 1 : 0;
      sameId += id ? 1 : 0;
      if ((content || id) && named.size() < NAMED) {
        named.add(each.id());
      }
    }
    return new Leak(first, second, sameContent, sameId, named);
  }
}
