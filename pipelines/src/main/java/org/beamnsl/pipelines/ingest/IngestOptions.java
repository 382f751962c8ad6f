package org.beamnsl.pipelines.ingest;

import java.util.List;
import org.beamnsl.core.badrecord.BadRecordPolicy;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/** The flags of {@code ingest}. */
public record IngestOptions(
    @Flag(
            value =
                "files, globs or folders; by split as train=a.csv,b.csv;test=c.csv, else all train",
            required = true,
            kind = Flag.Kind.INPUT)
        String input,
    @Flag(value = "what the files are", required = true) Format format,
    @Flag(
            value = "folder of the Examples artifact to write",
            kind = Flag.Kind.OUTPUT,
            required = true)
        String output,
    @Flag(value = "column that holds the id, where there is one", defaultValue = "id")
        String idColumn,
    @Flag(
            value = "column that holds the label; absent or empty cells and -1 mean unlabelled",
            defaultValue = "label")
        String labelColumn,
    @Flag("column of text, kept as text even where it looks like numbers")
        @Nullable String textColumn,
    @Flag(
            "name of the main feature; the default is the text column's name, 'words' for content, "
                + "'image' for idx and images")
        @Nullable String feature,
    @Flag("other columns to keep; all when empty") List<String> columns,
    @Flag("types of columns as name=int, name=float or name=string; guessed from all rows else")
        List<String> types,
    @Flag(value = "whether the first row names the columns", defaultValue = "true") boolean header,
    @Flag("names of the columns of files without a header") List<String> columnNames,
    @Flag(value = "name of the id feature", defaultValue = "id") String idFeature,
    @Flag(value = "name of the label feature", defaultValue = "label") String labelFeature,
    @Flag(
            value = "file of class names, one a line in the order of their numbers",
            kind = Flag.Kind.INPUT)
        @Nullable String labelVocabulary,
    @Flag(value = "csv file with the columns id and split", kind = Flag.Kind.INPUT)
        @Nullable String splitFile,
    @Flag("splits by hash of the id, as train=0.8,test=0.2") List<String> splitShares,
    @Flag("most records of a split, the first ones, as train=10000,test=2000; all when left out")
        List<String> firstRecords,
    @Flag(
            value = "width and height to scale images to, as 128 or 160x120; 0 keeps them",
            defaultValue = "0")
        String imageSize,
    @Flag(value = "images as encoded bytes or as floats", defaultValue = "encoded")
        ImageForm imageForm,
    @Flag(value = "what 8-bit pixels are divided by when they become floats", defaultValue = "255")
        double pixelDivisor,
    @Flag(value = "files per split", defaultValue = "1") int numShards,
    @Flag(value = "seed of the hash that splits", defaultValue = "42") long seed,
    @Flag(value = "largest allowed share of bad records, from 0 to 1", defaultValue = "0")
        double maxBadFraction,
    @Flag(
            value = "whether an output that exists is replaced",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean overwrite) {

  /** The formats that can be read. */
  public enum Format {
    /** Comma-separated values with quotes. */
    CSV,
    /** Tab-separated values. */
    TSV,
    /** A JSON object a line. */
    JSONL,
    /** Images and labels in the idx format of MNIST. */
    IDX,
    /** A folder of image files per class. */
    IMAGES,
    /** A paper a line: id, words, class; as in Cora. */
    CONTENT,
    /** Records that are Examples already. */
    TFRECORD
  }

  /** What becomes of images. */
  public enum ImageForm {
    /** Bytes of an image file. */
    ENCODED,
    /** Height × width × channels floats, row by row. */
    FLOATS
  }

  /** Checks ranges. */
  public IngestOptions {
    if (numShards < 1) {
      throw NslException.usage("--numShards=" + numShards + ": expected 1 or more");
    }
    if (!(pixelDivisor > 0)) {
      throw NslException.usage("--pixelDivisor=" + pixelDivisor + ": expected a number above 0");
    }
    if (splitFile != null && !splitShares.isEmpty()) {
      throw NslException.usage("--splitFile and --splitShares exclude each other");
    }
    BadRecordPolicy unused = new BadRecordPolicy(maxBadFraction);
  }

  BadRecordPolicy badRecordPolicy() {
    return new BadRecordPolicy(maxBadFraction);
  }

  /** The name of the main feature. */
  String mainFeature() {
    if (feature != null) {
      return feature;
    }
    return switch (format) {
      case CONTENT -> "words";
      case IDX, IMAGES -> "image";
      default -> textColumn == null ? "text" : textColumn;
    };
  }
}
