package org.beamnsl.pipelines.report;

import java.util.List;

/**
 * What labels are called.
 *
 * @param names in the order of the labels; empty when they are not known
 */
record ClassNames(List<String> names) {
  ClassNames {
    names = List.copyOf(names);
  }

  /** A class by its name, by its number when it has none. */
  String of(long label) {
    return label >= 0 && label < names.size() ? names.get((int) label) : Long.toString(label);
  }

  /** Number and name, where the name says more than the number. */
  String numbered(int label) {
    String name = of(label);
    return name.equals("" + label) ? name : label + " " + name;
  }
}
