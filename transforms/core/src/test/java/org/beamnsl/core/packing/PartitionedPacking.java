package org.beamnsl.core.packing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.page.PartitionPages;

/** Runs the steps of packing one after the other, with lists in the place of shuffles. */
final class PartitionedPacking {
  private final PackParams params;
  private final int partitions;
  private long neighbors;
  private long dangling;

  PartitionedPacking(PackParams params, int partitions) {
    this.params = params;
    this.partitions = partitions;
  }

  PackCounts run(Map<String, Role> roles, List<PackingProperties.Line> lines, PackedSink sink)
      throws IOException {
    Map<Integer, List<byte[]>> ids = new TreeMap<>();
    Map<Integer, List<byte[]>> records = new TreeMap<>();
    Map<Integer, List<byte[]>> edges = new TreeMap<>();
    PartitionPages idPages = pages(ids);
    PartitionPages recordPages = pages(records);
    PartitionPages edgePages = pages(edges);
    roles.forEach(
        (id, role) -> {
          byte[] record = PackingProperties.example(id).toByteArray();
          PackingPages.putId(idPages, role, 0, id.getBytes(UTF_8));
          PackingPages.putExample(recordPages, role, 0, id.getBytes(UTF_8), record);
        });
    for (PackingProperties.Line line : lines) {
      PackingPages.putHalves(edgePages, params, line.item());
    }
    idPages.flush();
    recordPages.flush();
    edgePages.flush();

    Map<Integer, List<byte[]>> known = step(PackingStep.Kind.KNOWN_TARGETS, edges, ids);
    Map<Integer, List<byte[]>> chosen = step(PackingStep.Kind.CHOICE, known, ids);
    Map<Integer, List<byte[]>> found = step(PackingStep.Kind.LOOKUP, chosen, records);
    long seeds = 0;
    for (int partition = 0; partition < partitions; partition++) {
      SeedTable table = new SeedTable(params);
      found.getOrDefault(partition, List.of()).forEach(table::addPage);
      records.getOrDefault(partition, List.of()).forEach(table::addPage);
      seeds += table.pack(sink).seeds();
    }
    return new PackCounts(seeds, neighbors, dangling, 0);
  }

  private Map<Integer, List<byte[]>> step(
      PackingStep.Kind kind, Map<Integer, List<byte[]>> first, Map<Integer, List<byte[]>> second) {
    Map<Integer, List<byte[]>> out = new TreeMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      PackingStep step = PackingStep.of(kind, params);
      first.getOrDefault(partition, List.of()).forEach(step::addPage);
      second.getOrDefault(partition, List.of()).forEach(step::addPage);
      PartitionPages pages = pages(out);
      PackCounts counts = step.finish(pages);
      pages.flush();
      neighbors += counts.neighbors();
      dangling += counts.danglingEdges();
    }
    return out;
  }

  private PartitionPages pages(Map<Integer, List<byte[]>> into) {
    return new PartitionPages(
        partitions,
        (partition, page) -> into.computeIfAbsent(partition, p -> new ArrayList<>()).add(page));
  }
}
