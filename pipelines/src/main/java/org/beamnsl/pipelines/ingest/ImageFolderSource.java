package org.beamnsl.pipelines.ingest;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.image.RgbImage;
import org.beamnsl.core.image.UnreadableImageException;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.Storages;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/**
 * Folders of images, one per class. Every image is decoded once, so that a damaged one is found
 * here and not in the middle of a training.
 */
final class ImageFolderSource implements ExampleSource {
  private static final List<String> EXTENSIONS = List.of(".jpg", ".jpeg", ".png", ".bmp", ".gif");

  private final IngestOptions options;
  private final LabelVocabulary labels;
  private final ImageSize size;

  private ImageFolderSource(IngestOptions options, LabelVocabulary labels) {
    this.options = options;
    this.labels = labels;
    this.size = ImageSize.parse(options.imageSize());
  }

  /** Finds the classes of all splits; a class is there even when a split has none of it. */
  static ImageFolderSource list(IngestOptions options, SplitInputs inputs) throws IOException {
    if (options.labelVocabulary() != null) {
      return new ImageFolderSource(options, LabelVocabulary.read(options.labelVocabulary()));
    }
    TreeSet<String> classes = new TreeSet<>();
    for (String folder : inputs.specs().values()) {
      for (FileInfo entry : classFolders(folder)) {
        classes.add(Storages.baseName(entry.path()));
      }
    }
    return new ImageFolderSource(options, LabelVocabulary.named(List.copyOf(classes)));
  }

  private static List<FileInfo> classFolders(String folder) throws IOException {
    List<FileInfo> folders =
        Storages.of(folder).list(folder).stream()
            .filter(entry -> entry.directory() && !hidden(entry))
            .toList();
    if (folders.isEmpty()) {
      throw NslException.noInput(
          "--input=" + folder + ": not found, or it has no folder per class");
    }
    return folders;
  }

  /** What systems and editors leave beside the data, such as .ipynb_checkpoints or __MACOSX. */
  private static boolean hidden(FileInfo entry) {
    String name = Storages.baseName(entry.path());
    return name.startsWith(".") || name.equals("__MACOSX");
  }

  @Override
  public void read(String split, String spec, ExampleSink sink) throws IOException {
    for (FileInfo folder : classFolders(spec)) {
      String name = Storages.baseName(folder.path());
      OptionalLong label = labels.number(name);
      if (label.isEmpty()) {
        throw NslException.badData(folder.path() + ": is not a class of --labelVocabulary");
      }
      long images = 0;
      for (FileInfo file : Storages.of(folder.path()).list(folder.path())) {
        if (!file.directory() && !hidden(file)) {
          images++;
          read(split + "/" + name, file.path(), label.getAsLong(), sink);
        }
      }
      if (images == 0) {
        sink.warn(folder.path() + ": the class has no images");
      }
    }
  }

  private void read(String prefix, String path, long label, ExampleSink sink) throws IOException {
    String name = Storages.baseName(path);
    String lower = name.toLowerCase(Locale.ROOT);
    if (EXTENSIONS.stream().noneMatch(lower::endsWith)) {
      sink.reject(new BadRecord(path, 0, "is not named like an image: expected " + EXTENSIONS));
      return;
    }
    try (InputStream in = Storages.of(path).open(path)) {
      Feature image = image(in.readAllBytes());
      sink.accept(path, 0, example(prefix + "/" + name, image, label));
    } catch (UnreadableImageException e) {
      sink.reject(new BadRecord(path, 0, e.reason()));
    }
  }

  private Feature image(byte[] encoded) throws IOException {
    RgbImage decoded = RgbImage.decode(encoded);
    RgbImage scaled = size.of(decoded);
    Feature.Builder feature = Feature.newBuilder();
    if (options.imageForm() == IngestOptions.ImageForm.FLOATS) {
      for (float value : scaled.values()) {
        feature.getFloatListBuilder().addValue((float) (value / options.pixelDivisor()));
      }
    } else {
      byte[] bytes = scaled == decoded ? encoded : scaled.toPng();
      feature.getBytesListBuilder().addValue(ByteString.copyFrom(bytes));
    }
    return feature.build();
  }

  private Example example(String id, Feature image, long label) {
    Map<String, Feature> features = new TreeMap<>();
    features.put(options.mainFeature(), image);
    Feature.Builder idFeature = Feature.newBuilder();
    idFeature.getBytesListBuilder().addValue(ByteString.copyFromUtf8(id));
    features.put(options.idFeature(), idFeature.build());
    Feature.Builder labelFeature = Feature.newBuilder();
    labelFeature.getInt64ListBuilder().addValue(label);
    features.put(options.labelFeature(), labelFeature.build());
    Example.Builder example = Example.newBuilder();
    example.getFeaturesBuilder().putAllFeature(features);
    return example.build();
  }

  @Override
  public List<String> classes() {
    return labels.classes();
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("imageSize", options.imageSize(), "pixelDivisor", options.pixelDivisor());
  }
}
