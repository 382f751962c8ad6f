package org.beamnsl.core.synthesis;

import java.io.Serializable;
import java.util.List;
import org.beamnsl.core.embedding.EmbeddingSchema;
import org.beamnsl.core.embedding.FileRange;
import org.beamnsl.core.join.JoinParams;
import org.jspecify.annotations.Nullable;

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
 * @param growth the graph that the rows are added to, or null for a graph of these rows alone
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
    GraphPlaces places,
    @Nullable Growth growth)
    implements Serializable {}
