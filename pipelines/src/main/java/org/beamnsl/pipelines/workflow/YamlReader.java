package org.beamnsl.pipelines.workflow;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads the plain part of YAML: maps, lists and scalars. Tags, anchors and aliases are errors, so
 * that a file can neither make objects nor grow without bound.
 */
final class YamlReader {
  private static final int MAX_DEPTH = 20;

  private final String file;
  private final Iterator<Event> events;

  private YamlReader(String file, Iterator<Event> events) {
    this.file = file;
    this.events = events;
  }

  /**
   * Reads one document.
   *
   * @param file the file's name, for messages
   * @throws NslException (78) with file and line for everything that is not plain YAML
   */
  static YamlNode read(String file, String text) {
    try {
      Iterator<Event> events =
          new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator();
      return new YamlReader(file, events).document();
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw error(file, line, "malformed YAML: " + oneLine(e.getProblem()));
    } catch (YAMLException e) {
      throw error(file, 1, "malformed YAML: " + oneLine(e.getMessage()));
    }
  }

  private static String oneLine(@Nullable String message) {
    return String.valueOf(message).lines().findFirst().orElse("");
  }

  static NslException error(String file, int line, String message) {
    return NslException.config(file + ":" + line + ": " + message);
  }

  private YamlNode document() {
    events.next(); // start of the stream
    Event first = events.next();
    if (first.is(Event.ID.StreamEnd)) {
      throw error(file, 1, "the file is empty");
    }
    YamlNode root = node(events.next(), 0);
    events.next(); // end of the document
    Event rest = events.next();
    if (!rest.is(Event.ID.StreamEnd)) {
      throw error(file, line(rest), "only one document is allowed");
    }
    return root;
  }

  private YamlNode node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw error(file, line(event), "nested too deeply");
    }
    if (event instanceof AliasEvent) {
      throw error(file, line(event), "aliases (*name) are not allowed");
    }
    if (event instanceof NodeEvent named && named.getAnchor() != null) {
      throw error(file, line(event), "anchors (&name) are not allowed");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), event);
      return new YamlNode.Scalar(scalar.getValue(), line(event));
    }
    if (event instanceof SequenceStartEvent start) {
      refuseTag(start.getTag(), event);
      return sequence(line(event), depth);
    }
    if (event instanceof MappingStartEvent start) {
      refuseTag(start.getTag(), event);
      return mapping(line(event), depth);
    }
    throw error(file, line(event), "malformed YAML");
  }

  private YamlNode sequence(int line, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
      items.add(node(next, depth + 1));
    }
    return new YamlNode.Sequence(List.copyOf(items), line);
  }

  private YamlNode mapping(int line, int depth) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
      if (!(node(next, depth + 1) instanceof YamlNode.Scalar key)) {
        throw error(file, line(next), "a key must be a plain word");
      }
      if (entries.containsKey(key.text())) {
        throw error(file, key.line(), "'" + key.text() + "' stands here twice");
      }
      lines.put(key.text(), key.line());
      entries.put(key.text(), node(events.next(), depth + 1));
    }
    return new YamlNode.Mapping(entries, lines, line);
  }

  private void refuseTag(String tag, Event event) {
    if (tag != null) {
      throw error(file, line(event), "tags (" + tag + ") are not allowed");
    }
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }
}
