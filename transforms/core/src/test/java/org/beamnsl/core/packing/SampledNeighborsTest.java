package org.beamnsl.core.packing;

class SampledNeighborsTest extends NeighborSelectorContract {
  @Override
  protected NeighborSelector selector() {
    return new SampledNeighbors(3, 50);
  }

  @Override
  protected int expectedCount() {
    return 40;
  }
}
