package org.beamnsl.core.packing;

/**
 * An edge where it lies in a page.
 *
 * @param bytes the array that holds both ids
 * @param direction 0, or {@link EdgeTable#REVERSED} when the edge came the other way round
 */
record EdgeItem(
    byte[] bytes,
    int sourceStart,
    int sourceEnd,
    int targetStart,
    int targetEnd,
    double weight,
    int direction) {}
