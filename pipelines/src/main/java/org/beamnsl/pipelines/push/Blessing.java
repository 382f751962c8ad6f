package org.beamnsl.pipelines.push;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
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
   * @throws NslException (65) when it is no evaluation, or one of another model
   */
  static Blessing read(Artifact evaluation, String model) throws IOException {
    String path = Storages.join(evaluation.path(), FILE);
    JsonNode tree = tree(evaluation.path(), path);
    String candidate = tree.path("candidate").asText();
    String judged = "";
    for (JsonNode each : tree.path("models")) {
      if (each.path("name").asText().equals(candidate)) {
        judged = each.path("digest").asText();
      }
    }
    if (!judged.equals(model)) {
      throw NslException.badData(
          "--evaluation="
              + evaluation.path()
              + ": its candidate '"
              + candidate
              + "' is another model than --model");
    }
    StringBuilder failed = new StringBuilder();
    for (JsonNode check : tree.path("checks")) {
      if (!check.path("passed").asBoolean(true)) {
        failed.append(failed.isEmpty() ? "" : "; ").append(check.path("text").asText());
      }
    }
    return new Blessing(tree.path("blessed").asBoolean(false), failed.toString());
  }

  private static JsonNode tree(String evaluation, String path) throws IOException {
    try (InputStream in = Storages.of(path).open(path)) {
      return new ObjectMapper().readTree(in);
    } catch (NoSuchFileException e) {
      throw NslException.badData(
          "--evaluation=" + evaluation + ": not an evaluation, it holds no " + FILE);
    } catch (JacksonException e) {
      throw NslException.badData(path + ": not an evaluation: " + e.getOriginalMessage());
    }
  }
}
