package org.beamnsl.trainer.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.ModelTrust;
import org.beamnsl.core.manifest.ServedModel;
import org.beamnsl.core.storage.Storages;

/**
 * Where saved models are: an artifact of {@code train} with one or several seeds, or a bare saved
 * model folder.
 *
 * @param name how tables call it
 * @param digest of the artifact's data; empty for a bare folder
 * @param members the models, one per seed, in the order of the seeds
 */
public record ModelArtifact(String name, String path, String digest, List<Member> members) {
  /** The folder of the serving model within an artifact. */
  public static final String SERVING_FOLDER = "Format-Serving";

  private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9_.-]+)=(.*)");
  private static final String FEATURE = "feature:";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{8,}|[0-9]+");
  private static final Pattern MEMBER =
      Pattern.compile("(?:(?:seed-(\\d+)/)?" + SERVING_FOLDER + "/)?saved_model\\.pb");
  private static final String GRAPH_FILE = "saved_model.pb";

  /**
   * One model.
   *
   * @param folder the saved model
   */
  public record Member(long seed, String folder) {}

  /** Copies the list. */
  public ModelArtifact {
    members = List.copyOf(members);
  }

  /** The folder of a seed's saved model within an artifact of several seeds. */
  public static String folderOfSeed(long seed) {
    return "seed-" + seed + "/" + SERVING_FOLDER;
  }

  /** The feature that stands for a model, for the entry {@code feature:<name>}. */
  public Optional<String> feature() {
    return path.startsWith(FEATURE)
        ? Optional.of(path.substring(FEATURE.length()))
        : Optional.empty();
  }

  /**
   * Finds the models behind one entry of a flag: {@code path}, or {@code name=path}; {@code
   * feature:<name>} as a path stands for the numbers of a feature of the examples.
   *
   * @param allowUntrusted whether models count that no manifest vouches for
   * @throws NslException (66) when there is no model, (65) for one that must not be loaded
   */
  public static ModelArtifact find(String flag, String entry, boolean allowUntrusted) {
    ModelArtifact found = find(flag, entry);
    return allowUntrusted ? found : found.trusted(flag);
  }

  /** A feature of the examples is no program: there is nothing to trust. */
  private ModelArtifact trusted(String flag) {
    if (feature().isPresent()) {
      return this;
    }
    members.forEach(member -> ModelTrust.require(flag, member.folder()));
    return this;
  }

  private static ModelArtifact find(String flag, String entry) {
    Matcher named = NAMED.matcher(entry);
    String path = Storages.trimSlash(named.matches() ? named.group(2) : entry);
    if (path.startsWith(FEATURE)) {
      String feature = path.substring(FEATURE.length());
      String called = named.matches() ? named.group(1) : feature;
      return new ModelArtifact(called, path, "", List.of(new Member(0, path)));
    }
    String name = named.matches() ? named.group(1) : nameOf(path);
    try {
      Optional<Artifact> artifact = Artifact.at(path);
      if (artifact.isPresent()) {
        return of(flag, name, artifact.get());
      }
      for (String folder : List.of(path, Storages.join(path, SERVING_FOLDER))) {
        if (Storages.of(folder).stat(Storages.join(folder, GRAPH_FILE)).isPresent()) {
          return new ModelArtifact(name, path, "", List.of(new Member(0, folder)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw NslException.noInput("--" + flag + "=" + entry + ": no model there");
  }

  /**
   * The model in service: an artifact, or the newest version in a folder that push fills.
   *
   * @param name how tables call it
   * @return nothing when no model is in service yet
   * @throws NslException (66) when the folder holds something else
   */
  public static Optional<ModelArtifact> inService(String flag, String name, String path) {
    try {
      return ServedModel.find(flag, path).map(artifact -> of(flag, name, artifact).trusted(flag));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelArtifact of(String flag, String name, Artifact artifact) {
    return new ModelArtifact(
        name, artifact.path(), ServedModel.digest(artifact), members(flag, artifact));
  }

  /** The model of this seed, or the first when there is none of it. */
  public Member member(long seed) {
    return members.stream()
        .filter(member -> member.seed() == seed)
        .findFirst()
        .orElseGet(() -> members.get(0));
  }

  private static List<Member> members(String flag, Artifact artifact) {
    TreeMap<Long, Member> seeds = new TreeMap<>();
    List<Member> first = new ArrayList<>();
    List<Long> order = seedsOf(artifact);
    for (ManifestFile file : artifact.manifest().files()) {
      Matcher member = MEMBER.matcher(file.path());
      if (member.matches()) {
        String parent = Storages.parent(file.path());
        String folder =
            parent.equals(".") ? artifact.path() : Storages.join(artifact.path(), parent);
        if (member.group(1) == null) {
          first.add(new Member(order.isEmpty() ? 0 : order.get(0), folder));
        } else {
          long seed = Long.parseLong(member.group(1));
          seeds.put(seed, new Member(seed, folder));
        }
      }
    }
    if (first.isEmpty() && seeds.isEmpty()) {
      throw NslException.noInput(
          "--"
              + flag
              + "="
              + artifact.path()
              + ": an artifact of "
              + artifact.manifest().command()
              + " that holds no model");
    }
    if (seeds.isEmpty()) {
      return first;
    }
    List<Member> inOrder = new ArrayList<>();
    for (long seed : order.isEmpty() ? List.copyOf(seeds.keySet()) : order) {
      Optional.ofNullable(seeds.get(seed)).ifPresent(inOrder::add);
    }
    return inOrder;
  }

  private static List<Long> seedsOf(Artifact artifact) {
    List<Long> seeds = new ArrayList<>();
    if (artifact.manifest().details().get("seeds") instanceof List<?> listed) {
      for (Object seed : listed) {
        seeds.add(Long.parseLong(seed.toString()));
      }
    }
    return seeds;
  }

  /** The last component that is not a version or a hash. */
  private static String nameOf(String path) {
    String rest = path;
    while (rest.contains("/") && HASH.matcher(Storages.baseName(rest)).matches()) {
      rest = Storages.parent(rest);
    }
    return Storages.baseName(rest);
  }
}
