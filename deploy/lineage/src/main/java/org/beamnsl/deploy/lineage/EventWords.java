package org.beamnsl.deploy.lineage;

import io.openlineage.client.OpenLineage;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.lineage.CommandLineage;
import org.beamnsl.core.lineage.DataPlace;
import org.beamnsl.core.lineage.RunEvent;
import org.beamnsl.core.manifest.Version;
import org.jspecify.annotations.Nullable;

/**
 * Events in OpenLineage's words.
 *
 * @param namespace of all jobs
 */
record EventWords(String namespace) {
  private static final Pattern PARENT =
      Pattern.compile("(.+)/([^/]+)/(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})");

  private static final OpenLineage WORDS =
      new OpenLineage(URI.create("urn:beam-nsl:" + Version.current()));

  OpenLineage.RunEvent of(RunEvent event) {
    return WORDS
        .newRunEventBuilder()
        .eventType(OpenLineage.RunEvent.EventType.valueOf(event.kind().name()))
        .eventTime(event.time().atZone(ZoneOffset.UTC))
        .run(WORDS.newRun(event.run(), runFacets(event)))
        .job(WORDS.newJob(namespace, event.job(), jobFacets()))
        .inputs(inputs(event))
        .outputs(outputs(event))
        .build();
  }

  private static OpenLineage.JobFacets jobFacets() {
    return WORDS
        .newJobFacetsBuilder()
        .jobType(WORDS.newJobTypeJobFacet("BATCH", "BEAM_NSL", "COMMAND", null))
        .build();
  }

  private static OpenLineage.RunFacets runFacets(RunEvent event) {
    OpenLineage.RunFacetsBuilder facets =
        WORDS
            .newRunFacetsBuilder()
            .processing_engine(
                WORDS.newProcessingEngineRunFacet(Version.current(), "beam-nsl", null));
    if (!event.failure().isEmpty()) {
      facets.errorMessage(WORDS.newErrorMessageRunFacet(event.failure(), "JAVA", null));
    }
    OpenLineage.@Nullable ParentRunFacet parent = parent(event.parent());
    return (parent == null ? facets : facets.parent(parent)).build();
  }

  /**
   * The parent that a text names: {@code namespace/job/run}, where the namespace may have slashes.
   */
  private static OpenLineage.@Nullable ParentRunFacet parent(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Matcher parts = PARENT.matcher(text);
    if (!parts.matches()) {
      throw NslException.usage(
          CommandLineage.PARENT + "=" + text + ": expected namespace/job/run, the run a UUID");
    }
    return WORDS.newParentRunFacet(
        WORDS.newParentRunFacetRun(UUID.fromString(parts.group(3)), null),
        WORDS.newParentRunFacetJob(parts.group(1), parts.group(2), null),
        null);
  }

  private static List<OpenLineage.InputDataset> inputs(RunEvent event) {
    return event.inputs().stream()
        .map(
            place -> {
              DatasetName name = DatasetName.of(place.path());
              return WORDS
                  .newInputDatasetBuilder()
                  .namespace(name.namespace())
                  .name(name.name())
                  .facets(version(place))
                  .build();
            })
        .toList();
  }

  private static List<OpenLineage.OutputDataset> outputs(RunEvent event) {
    return event.outputs().stream()
        .map(
            place -> {
              DatasetName name = DatasetName.of(place.path());
              return WORDS
                  .newOutputDatasetBuilder()
                  .namespace(name.namespace())
                  .name(name.name())
                  .facets(version(place))
                  .outputFacets(statistics(place))
                  .build();
            })
        .toList();
  }

  private static OpenLineage.@Nullable DatasetFacets version(DataPlace place) {
    return place.version().isEmpty()
        ? null
        : WORDS
            .newDatasetFacetsBuilder()
            .version(WORDS.newDatasetVersionDatasetFacet(place.version()))
            .build();
  }

  private static OpenLineage.@Nullable OutputDatasetOutputFacets statistics(DataPlace place) {
    return place.files() < 0
        ? null
        : WORDS
            .newOutputDatasetOutputFacetsBuilder()
            .outputStatistics(
                WORDS.newOutputStatisticsOutputDatasetFacet(
                    place.records() < 0 ? null : place.records(), place.bytes(), place.files()))
            .build();
  }
}
