package org.beamnsl.pipelines.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.storage.Storages;

/**
 * What an evaluation says of a model.
 *
 * @param blessed whether the model may be served
 * @param reason the checks that failed, or nothing
 */
record Blessing(boolean blessed, String reason) {
  private static final String FILE = "evaluation.json";

  /**
   * Reads an evaluation.
   *
   * @param model the digest of the model to be pushed
   * @throws NslException (65) when the evaluation is of another model
   */
  static Blessing read(Artifact evaluation, String model) throws IOException {
    String path = Storages.join(evaluation.path(), FILE);
    JsonNode tree;
    try (InputStream in = Storages.of(path).open(path)) {
      tree = new ObjectMapper().readTree(in);
    }
    String candidate = tree.path("candidate").asText();
    for (JsonNode each : tree.path("models")) {
      if (each.path("name").asText().equals(candidate)
          && !each.path("digest").asText(model).equals(model)) {
        throw NslException.badData(
            "--evaluation="
                + evaluation.path()
                + ": its candidate '"
                + candidate
                + "' is another model than --model");
      }
    }
    StringBuilder failed = new StringBuilder();
    for (JsonNode check : tree.path("checks")) {
      if (!check.path("passed").asBoolean(true)) {
        failed.append(failed.isEmpty() ? "" : "; ").append(check.path("text").asText());
      }
    }
    return new Blessing(tree.path("blessed").asBoolean(false), failed.toString());
  }
}
