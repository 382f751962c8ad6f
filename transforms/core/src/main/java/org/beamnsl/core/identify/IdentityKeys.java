package org.beamnsl.core.identify;

import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ContentHash;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.example.IdFeature;

/** What two records must have in common to be told apart by their number: content, or id. */
public final class IdentityKeys {
  private final IdStrategy strategy;
  private final IdFeature ids;
  private final ContentHash hash;
  private final ExampleView view = new ExampleView();

  /** Keys for these parameters. Not for use by several threads. */
  public IdentityKeys(IdentifyParams params) {
    this.strategy = params.strategy();
    this.ids = new IdFeature(params.idFeature());
    this.hash = new ContentHash(ids);
  }

  /**
   * The key of a record.
   *
   * @throws BadExampleException when it is no Example, or must have an id and has none
   */
  public byte[] of(byte[] record) throws BadExampleException {
    view.read(record);
    return strategy == IdStrategy.FEATURE ? ids.read(view) : hash.of(view);
  }
}
