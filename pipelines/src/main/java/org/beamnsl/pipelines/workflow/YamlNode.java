package org.beamnsl.pipelines.workflow;

import java.util.List;
import java.util.Map;

/** A YAML value that remembers where it stands. Scalars are kept as typed. */
sealed interface YamlNode {
  /** The line it begins in, from 1. */
  int line();

  /** Text, number or truth value, as typed. */
  record Scalar(String text, int line) implements YamlNode {}

  /** A list. */
  record Sequence(List<YamlNode> items, int line) implements YamlNode {}

  /** A map in the order of the file, with the line of each key. */
  record Mapping(Map<String, YamlNode> entries, Map<String, Integer> keyLines, int line)
      implements YamlNode {}
}
