package org.beamnsl.pipelines.ingest;

import java.io.IOException;
import org.beamnsl.core.badrecord.BadRecord;

/** Where a table's rows go, one after the other. */
interface RowSink {
  void accept(Row row) throws IOException;

  void reject(BadRecord bad) throws IOException;
}
