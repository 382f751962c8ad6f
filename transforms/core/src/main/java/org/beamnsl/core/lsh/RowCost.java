package org.beamnsl.core.lsh;

/**
 * What handling rows costs, for plans.
 *
 * @param values four-byte values of a row, on average
 * @param operations floating-point operations that comparing two rows is worth
 */
public record RowCost(double values, double operations) {}
