package org.beamnsl.core.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one flag of a command; stands on a component of its options record, or of a record that
 * is a component of it (a group of flags, see {@link OptionsType}). The component's name is the
 * flag's name and the YAML key. Supported types: {@code String}, {@code boolean}, {@code int},
 * {@code long}, {@code double}, enums, boxed forms of these, and {@code List} of them
 * (comma-separated on the command line). A nullable component without a default may be absent; an
 * absent list is empty.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Flag {
  /** What it is for: one sentence, units and range included. */
  String value();

  /** The default as one would type it; empty for none. */
  String defaultValue() default "";

  /** Whether the command cannot run without it. */
  boolean required() default false;

  /** What it means to the data that the command writes. */
  Kind kind() default Kind.DATA;

  /** What a flag means to the data that a command writes. */
  enum Kind {
    /** A setting that changes the data. */
    DATA,
    /** Names files or an artifact to read; their contents change the data, their place does not. */
    INPUT,
    /**
     * Names a model to read, or the folder that {@code push} fills with versions of it: then the
     * newest is meant, and there may be none yet.
     */
    SERVED,
    /** Names what to write. */
    OUTPUT,
    /** Changes how the command runs, never what it writes. */
    VOLATILE
  }
}
