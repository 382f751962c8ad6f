package org.beamnsl.core.packing;

class HeaviestNeighborsTest extends NeighborSelectorContract {
  @Override
  protected NeighborSelector selector() {
    return NeighborSelector.heaviest(9);
  }

  @Override
  protected int expectedCount() {
    return 9;
  }
}
