package org.beamnsl.core.command;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/**
 * An options record and its flags. Converts between the texts of the command line and the typed
 * record. A component is either a flag, which carries {@link Flag}, or a group: a record of flags
 * that belong together, such as those of an optimizer. Groups are for readers of the code; on the
 * command line their flags stand among the others, in the order of the components.
 *
 * @param <O> the record
 */
public final class OptionsType<O extends Record> {
  private final Class<O> type;
  private final Map<String, FlagSpec> flags;

  private OptionsType(Class<O> type, Map<String, FlagSpec> flags) {
    this.type = type;
    this.flags = flags;
  }

  /**
   * The flags of {@code type}, those of its groups included.
   *
   * @throws IllegalArgumentException for a component that is neither a flag nor a group, and for
   *     two flags of one name
   */
  public static <O extends Record> OptionsType<O> of(Class<O> type) {
    Map<String, FlagSpec> flags = new LinkedHashMap<>();
    collect(type, flags);
    return new OptionsType<>(type, flags);
  }

  private static void collect(Class<?> type, Map<String, FlagSpec> flags) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (isGroup(component)) {
        collect(component.getType(), flags);
      } else if (flags.put(component.getName(), spec(component)) != null) {
        throw new IllegalArgumentException(type + ": two flags called " + component.getName());
      }
    }
  }

  private static boolean isGroup(RecordComponent component) {
    return component.getType().isRecord();
  }

  /** The flags in the order of the record's components. */
  public List<FlagSpec> flags() {
    return List.copyOf(flags.values());
  }

  /**
   * Makes the record from texts by flag name; flags that are absent take their defaults.
   *
   * @throws NslException (64) for a value that does not fit, or a required flag that is missing
   */
  public O bind(Map<String, String> texts) {
    return make(type, texts);
  }

  private <R> R make(Class<R> record, Map<String, String> texts) {
    RecordComponent[] components = record.getRecordComponents();
    @Nullable Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      arguments[i] = isGroup(components[i]) ? make(types[i], texts) : value(components[i], texts);
    }
    return construct(record, types, arguments);
  }

  private @Nullable Object value(RecordComponent component, Map<String, String> texts) {
    FlagSpec flag = Objects.requireNonNull(flags.get(component.getName()));
    @Nullable String text = texts.getOrDefault(flag.name(), flag.defaultValue());
    if (flag.required() && (text == null || text.isBlank())) {
      throw NslException.usage("--" + flag.name() + " is missing: " + flag.description());
    }
    return FlagValues.parse(flag, component.getGenericType(), text);
  }

  private static <R> R construct(Class<R> type, Class<?>[] types, @Nullable Object[] arguments) {
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  /** The values of {@code options} as texts by flag name; absent values are left out. */
  public Map<String, String> texts(O options) {
    Map<String, String> texts = new TreeMap<>();
    collectTexts(options, texts);
    return texts;
  }

  private static void collectTexts(Record options, Map<String, String> texts) {
    for (RecordComponent component : options.getClass().getRecordComponents()) {
      @Nullable Object value = read(component, options);
      if (value instanceof Record group) {
        collectTexts(group, texts);
      } else if (value != null) {
        texts.put(component.getName(), FlagValues.text(value));
      }
    }
  }

  private static @Nullable Object read(RecordComponent component, Record options) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(options);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@link #texts}, only those flags that are settings of the data. */
  public Map<String, String> dataTexts(O options) {
    Map<String, String> texts = texts(options);
    flags.values().stream()
        .filter(flag -> flag.kind() != Flag.Kind.DATA)
        .forEach(flag -> texts.remove(flag.name()));
    return texts;
  }

  private static FlagSpec spec(RecordComponent component) {
    @Nullable Flag flag = component.getAnnotation(Flag.class);
    if (flag == null) {
      throw new IllegalArgumentException(component + " has no @Flag");
    }
    boolean list = component.getType() == List.class;
    Class<?> element = elementType(component.getGenericType());
    return new FlagSpec(
        component.getName(),
        typeName(element),
        list,
        flag.value(),
        flag.defaultValue().isEmpty() ? null : flag.defaultValue(),
        flag.required(),
        flag.kind(),
        values(element));
  }

  static Class<?> elementType(Type type) {
    return type instanceof ParameterizedType list
        ? (Class<?>) list.getActualTypeArguments()[0]
        : (Class<?>) type;
  }

  private static List<String> values(Class<?> type) {
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(FlagValues::text).toList()
        : List.of();
  }

  private static String typeName(Class<?> type) {
    if (type.isEnum()) {
      return "enum";
    }
    return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
      case "string" -> "string";
      case "boolean" -> "boolean";
      case "int", "integer" -> "int";
      case "long" -> "long";
      case "double" -> "double";
      default -> throw new IllegalArgumentException("no flag can have the type " + type);
    };
  }
}
