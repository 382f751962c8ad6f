package org.beamnsl.core.packing;

/**
 * A chosen neighbour where it lies in a page.
 *
 * @param bytes the page
 * @param seedStart where the id of the seed starts
 * @param seedEnd the byte after it
 * @param rank its number among the seed's neighbours, from 0
 * @param weight the weight of the edge
 * @param type the type of the edge, empty for none
 * @param valueStart where its id starts on the way there, its record on the way back
 * @param valueEnd the byte after it
 */
record NeighborItem(
    byte[] bytes,
    int seedStart,
    int seedEnd,
    int rank,
    double weight,
    byte[] type,
    int valueStart,
    int valueEnd) {}
