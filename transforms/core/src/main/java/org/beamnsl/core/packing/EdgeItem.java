package org.beamnsl.core.packing;

import java.nio.charset.StandardCharsets;
import org.beamnsl.core.graph.Edge;
import org.beamnsl.core.graph.EdgeInput;

/**
 * An edge where it lies, in a line or in a page.
 *
 * @param bytes the array that holds both ids and the type
 * @param typeEnd where the type ends; there is none when it is where the type starts
 * @param direction 0, or {@link EdgeTable#REVERSED} when the edge came the other way round
 */
public record EdgeItem(
    byte[] bytes,
    int sourceStart,
    int sourceEnd,
    int targetStart,
    int targetEnd,
    int typeStart,
    int typeEnd,
    double weight,
    int direction) {
  /** The edge of a reader's current edge. */
  public static EdgeItem of(EdgeInput edge) {
    return new EdgeItem(
        edge.bytes(),
        edge.sourceStart(),
        edge.sourceEnd(),
        edge.targetStart(),
        edge.targetEnd(),
        edge.typeStart(),
        edge.typeEnd(),
        edge.weight(),
        0);
  }

  /** An edge, copied. */
  public static EdgeItem of(Edge edge) {
    return of(
        edge.source().getBytes(StandardCharsets.UTF_8),
        edge.target().getBytes(StandardCharsets.UTF_8),
        edge.type().getBytes(StandardCharsets.UTF_8),
        edge.weight(),
        0);
  }

  static EdgeItem of(byte[] source, byte[] target, byte[] type, double weight, int direction) {
    int targetEnd = source.length + target.length;
    byte[] bytes = new byte[targetEnd + type.length];
    System.arraycopy(source, 0, bytes, 0, source.length);
    System.arraycopy(target, 0, bytes, source.length, target.length);
    System.arraycopy(type, 0, bytes, targetEnd, type.length);
    return new EdgeItem(
        bytes,
        0,
        source.length,
        source.length,
        targetEnd,
        targetEnd,
        bytes.length,
        weight,
        direction);
  }

  /** The same edge told by its other end. */
  EdgeItem reversed() {
    return new EdgeItem(
        bytes,
        targetStart,
        targetEnd,
        sourceStart,
        sourceEnd,
        typeStart,
        typeEnd,
        weight,
        EdgeTable.REVERSED);
  }
}
