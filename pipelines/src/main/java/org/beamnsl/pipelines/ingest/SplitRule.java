package org.beamnsl.pipelines.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Sha256;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/** Decides which split an Example belongs to. */
interface SplitRule {
  /** The split, or nothing when the rule leaves the Example out. */
  Optional<String> of(String givenSplit, Example example);

  /** The splits that there are whatever is read. */
  List<String> names();

  /** The rule that the flags ask for. */
  static SplitRule of(IngestOptions options, SplitInputs inputs) throws IOException {
    if (options.splitFile() != null) {
      return listed(options.splitFile(), options.idFeature());
    }
    return options.splitShares().isEmpty() ? given(inputs) : shares(options);
  }

  /** As the input flag says. */
  static SplitRule given(SplitInputs inputs) {
    return rule(inputs.names(), (given, example) -> Optional.of(given));
  }

  /** As a csv file with the columns {@code id} and {@code split} says; others are left out. */
  static SplitRule listed(String file, String idFeature) throws IOException {
    Map<String, String> splits = new HashMap<>();
    Set<String> names = new LinkedHashSet<>();
    DelimitedReader.csv(true, List.of())
        .read(
            file,
            new RowSink() {
              @Override
              public void accept(Row row) {
                Cell id = row.cell("id");
                Cell split = row.cell("split");
                if (id.values().isEmpty() || split.values().isEmpty()) {
                  throw NslException.badData(
                      file + ":" + row.position() + ": expected the columns id and split");
                }
                names.add(checked(file + ":" + row.position(), split.values().get(0)));
                splits.put(id.values().get(0), split.values().get(0));
              }

              @Override
              public void reject(BadRecord bad) {
                throw NslException.badData(bad.toString());
              }
            });
    return rule(
        List.copyOf(names),
        (given, example) -> {
          @Nullable String id = id(example, idFeature);
          if (id == null) {
            throw NslException.usage(
                "--splitFile needs ids: no example has the feature '" + idFeature + "'");
          }
          return Optional.ofNullable(splits.get(id));
        });
  }

  /** A split's name becomes a folder's. */
  private static String checked(String where, String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      throw NslException.badData(
          where
              + ": the name of a split must be letters, digits, '_', '.' and '-', not '"
              + name
              + "'");
    }
    return name;
  }

  /** By a hash of the id, or of the whole Example when it has none. */
  static SplitRule shares(IngestOptions options) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String share : options.splitShares()) {
      int equals = share.indexOf('=');
      try {
        shares.put(share.substring(0, equals), Double.valueOf(share.substring(equals + 1)));
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw NslException.usage("--splitShares=" + share + ": expected name=share");
      }
    }
    shares.keySet().forEach(name -> checked("--splitShares", name));
    double total = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (!(Math.abs(total - 1) < 1e-9) || shares.values().stream().anyMatch(s -> !(s >= 0))) {
      throw NslException.usage(
          "--splitShares=" + String.join(",", options.splitShares()) + ": expected a sum of 1");
    }
    List<String> names = List.copyOf(shares.keySet());
    return rule(
        names,
        (given, example) -> {
          double point = point(options.seed(), example, options.idFeature());
          double end = 0;
          for (Map.Entry<String, Double> share : shares.entrySet()) {
            end += share.getValue();
            if (point < end) {
              return Optional.of(share.getKey());
            }
          }
          return Optional.of(names.get(names.size() - 1));
        });
  }

  private static double point(long seed, Example example, String idFeature) {
    @Nullable String id = id(example, idFeature);
    Sha256 digest = new Sha256();
    digest.update(seed + "\0");
    if (id != null) {
      digest.update(id);
    } else {
      byte[] bytes = example.toByteArray();
      digest.update(bytes, 0, bytes.length);
    }
    return Long.parseLong(digest.hex().substring(0, 13), 16) / (double) (1L << 52);
  }

  private static @Nullable String id(Example example, String idFeature) {
    @Nullable Feature feature = example.getFeatures().getFeatureMap().get(idFeature);
    return feature == null || feature.getBytesList().getValueCount() == 0
        ? null
        : feature.getBytesList().getValue(0).toStringUtf8();
  }

  private static SplitRule rule(List<String> names, Choice choice) {
    List<String> all = List.copyOf(new ArrayList<>(names));
    return new SplitRule() {
      @Override
      public Optional<String> of(String givenSplit, Example example) {
        return choice.of(givenSplit, example);
      }

      @Override
      public List<String> names() {
        return all;
      }
    };
  }

  /** The part of a rule that differs. */
  interface Choice {
    Optional<String> of(String givenSplit, Example example);
  }
}
