package org.beamnsl.pipelines.ingest;

import java.util.Map;

/**
 * One row of a table.
 *
 * @param file where it stands
 * @param position the line where it starts, from 1
 * @param cells its cells by column
 */
record Row(String file, long position, Map<String, Cell> cells) {
  Cell cell(String column) {
    return cells.getOrDefault(column, Cell.MISSING);
  }
}
