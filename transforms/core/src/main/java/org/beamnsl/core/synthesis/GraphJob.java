package org.beamnsl.core.synthesis;

import java.io.Serializable;
import java.util.List;
import org.beamnsl.core.embedding.EmbeddingSchema;
import org.beamnsl.core.embedding.FileRange;
import org.beamnsl.core.join.JoinParams;

/**
 * What to build from which files, and where to write.
 *
 * @param ranges the input, in order
 * @param schema where embeddings are in their records
 * @param expectedRows number of rows to make room for
 * @param onePlace whether one worker holds all rows
 * @param params what is asked for
 * @param threads threads that join
 * @param duplicates what happens to rows that share an id
 * @param maxBadFraction largest allowed share of bad records
 * @param places where results go
 */
public record GraphJob(
    List<FileRange> ranges,
    EmbeddingSchema schema,
    int expectedRows,
    boolean onePlace,
    JoinParams params,
    int threads,
    DuplicateIds duplicates,
    double maxBadFraction,
    GraphPlaces places)
    implements Serializable {}
