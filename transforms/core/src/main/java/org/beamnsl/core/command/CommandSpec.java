package org.beamnsl.core.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * A command as data, so that one bundle can know the commands of another.
 *
 * @param name the name as typed
 * @param summary what it does, in one line
 * @param details what goes in and what comes out
 * @param examples complete command lines without the program's name
 * @param flags its own flags
 * @param engineFlags whether flags of the data engine are accepted
 */
public record CommandSpec(
    String name,
    String summary,
    String details,
    List<String> examples,
    List<FlagSpec> flags,
    boolean engineFlags) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The specification of {@code command}. */
  public static CommandSpec of(Command<?> command) {
    return new CommandSpec(
        command.name(),
        command.summary(),
        command.details(),
        command.examples(),
        OptionsType.of(command.optionsType()).flags(),
        command.acceptsEngineFlags());
  }

  /** Specifications as a JSON array. */
  public static String toJson(List<CommandSpec> specs) {
    try {
      return JSON.writeValueAsString(specs);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The specifications in a JSON array as {@link #toJson} writes it. */
  public static List<CommandSpec> fromJson(String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<CommandSpec>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a list of command specifications", e);
    }
  }
}
