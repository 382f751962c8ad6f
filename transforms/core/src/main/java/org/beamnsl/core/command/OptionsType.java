package org.beamnsl.core.command;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/**
 * An options record and its flags. Converts between the texts of the command line and the typed
 * record.
 *
 * @param <O> the record
 */
public final class OptionsType<O extends Record> {
  private final Class<O> type;
  private final List<FlagSpec> flags;

  private OptionsType(Class<O> type, List<FlagSpec> flags) {
    this.type = type;
    this.flags = flags;
  }

  /** The flags of {@code type}; every component must carry {@link Flag}. */
  public static <O extends Record> OptionsType<O> of(Class<O> type) {
    List<FlagSpec> flags = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      flags.add(spec(component));
    }
    return new OptionsType<>(type, List.copyOf(flags));
  }

  /** The flags in the order of the record's components. */
  public List<FlagSpec> flags() {
    return flags;
  }

  /**
   * Makes the record from texts by flag name; flags that are absent take their defaults.
   *
   * @throws NslException (64) for a value that does not fit, or a required flag that is missing
   */
  public O bind(Map<String, String> texts) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      FlagSpec flag = flags.get(i);
      @Nullable String text = texts.getOrDefault(flag.name(), flag.defaultValue());
      if (text == null && flag.required()) {
        throw NslException.usage("--" + flag.name() + " is missing: " + flag.description());
      }
      types[i] = components[i].getType();
      arguments[i] = FlagValues.parse(flag, components[i].getGenericType(), text);
    }
    return construct(types, arguments);
  }

  private O construct(Class<?>[] types, @Nullable Object[] arguments) {
    try {
      Constructor<O> constructor = type.getDeclaredConstructor(types);
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
    for (RecordComponent component : type.getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        @Nullable Object value = component.getAccessor().invoke(options);
        if (value != null) {
          texts.put(component.getName(), FlagValues.text(value));
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return texts;
  }

  /** As {@link #texts}, only those flags that are settings of the data. */
  public Map<String, String> dataTexts(O options) {
    Map<String, String> texts = texts(options);
    flags.stream()
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
