package org.beamnsl.core.example;

/**
 * Refuses records that no later stage could use, before ids are given: such as are no Examples, and
 * such as have an id already that is none. Not for use by several threads.
 */
public final class IdCheck {
  private final IdFeature ids;
  private final ExampleView view = new ExampleView();

  /** Looks at the feature of this name. */
  public IdCheck(String idFeature) {
    this.ids = new IdFeature(idFeature);
  }

  /**
   * Checks a record; one without an id passes.
   *
   * @throws BadExampleException when it is no Example, or has an id that cannot be used
   */
  public void check(byte[] record) throws BadExampleException {
    view.read(record);
    ids.checkIfPresent(view);
  }
}
