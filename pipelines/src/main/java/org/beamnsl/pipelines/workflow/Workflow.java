package org.beamnsl.pipelines.workflow;

import java.util.List;
import java.util.Optional;

/**
 * A workflow file, read and checked.
 *
 * @param file its name
 * @param root the folder that everything is written under
 * @param stages in the order in which they run
 */
record Workflow(String file, String root, List<Stage> stages) {
  List<String> names() {
    return stages.stream().map(Stage::name).toList();
  }

  Optional<Stage> stage(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
  }
}
