package org.beamnsl.core.packing;

/** Receives the items of a page. A step takes the kinds that it expects and no others. */
interface PackingItems {
  /** An example with its record. */
  default void example(
      Role role, long sequence, byte[] bytes, int idStart, int idEnd, byte[] record) {
    throw unexpected("example");
  }

  /** An example of which only the id matters here. */
  default void id(Role role, long sequence, byte[] bytes, int idStart, int idEnd) {
    throw unexpected("id");
  }

  /** An edge; both ids lie in one array. */
  default void edge(EdgeItem edge) {
    throw unexpected("edge");
  }

  /** A neighbour that was chosen, on its way to its record and back to its seed. */
  default void neighbor(NeighborItem neighbor) {
    throw unexpected("neighbour");
  }

  private static IllegalStateException unexpected(String kind) {
    return new IllegalStateException("this step of packing takes no " + kind);
  }
}
