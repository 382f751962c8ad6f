package org.beamnsl.core.command;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/** Texts of flags to typed values and back. */
final class FlagValues {
  private FlagValues() {}

  static @Nullable Object parse(FlagSpec flag, Type type, @Nullable String text) {
    Class<?> element = OptionsType.elementType(type);
    if (flag.list()) {
      List<Object> values = new ArrayList<>();
      if (text != null && !text.isBlank()) {
        for (String part : text.split(",", -1)) {
          values.add(parseOne(flag, element, part.strip()));
        }
      }
      return List.copyOf(values);
    }
    if (text == null) {
      if (element.isPrimitive()) {
        throw NslException.usage("--" + flag.name() + " is missing: " + flag.description());
      }
      return null;
    }
    return parseOne(flag, element, text);
  }

  private static Object parseOne(FlagSpec flag, Class<?> type, String text) {
    try {
      return switch (flag.type()) {
        case "string" -> text;
        case "boolean" -> parseBoolean(text);
        case "int" -> Integer.valueOf(text.strip());
        case "long" -> Long.valueOf(text.strip());
        case "double" -> Double.valueOf(text.strip());
        default -> parseEnum(type, text);
      };
    } catch (IllegalArgumentException e) {
      throw NslException.usage("--" + flag.name() + "=" + text + ": expected " + expected(flag));
    }
  }

  static Optional<String> complaint(FlagSpec flag, String text) {
    if (flag.list() && text.isBlank()) {
      return Optional.empty();
    }
    for (String part : flag.list() ? text.split(",", -1) : new String[] {text}) {
      if (!fits(flag, part.strip())) {
        return Optional.of(expected(flag));
      }
    }
    return Optional.empty();
  }

  private static boolean fits(FlagSpec flag, String text) {
    if (!flag.values().isEmpty()) {
      return flag.values().contains(text);
    }
    try {
      parseOne(flag, String.class, text);
      return true;
    } catch (NslException e) {
      return false;
    }
  }

  private static String expected(FlagSpec flag) {
    return switch (flag.type()) {
      case "boolean" -> "true or false";
      case "int", "long" -> "a whole number";
      case "double" -> "a number";
      default -> "one of " + String.join(", ", flag.values());
    };
  }

  private static Boolean parseBoolean(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Object parseEnum(Class<?> type, String text) {
    for (Object constant : type.getEnumConstants()) {
      if (text(constant).equals(text.strip())) {
        return constant;
      }
    }
    throw new IllegalArgumentException(text);
  }

  static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(FlagValues::text).collect(Collectors.joining(","));
    }
    if (value instanceof Enum<?> constant) {
      return enumText(constant.name());
    }
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return String.valueOf(number.longValue());
    }
    return value.toString();
  }

  /** {@code VIRTUAL_ADVERSARIAL} is typed {@code virtual-adversarial}, {@code A__B} {@code a+b}. */
  private static String enumText(String name) {
    return Arrays.stream(name.split("__"))
        .map(part -> part.toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining("+"));
  }
}
