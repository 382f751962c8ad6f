package org.beamnsl.core.similarity;

/**
 * Whether this JVM was started with the Vector API.
 *
 * <p>The module {@code jdk.incubator.vector} is optional: {@code --add-modules
 * jdk.incubator.vector} makes comparing about ten times as fast and changes no result. Classes that
 * use it are only loaded when it is there.
 */
public final class Kernels {
  private static final boolean VECTOR_API =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private Kernels() {}

  public static boolean vectorApi() {
    return VECTOR_API;
  }

  /** The fastest kernel this JVM can run. */
  public static PairKernel pairs() {
    return VECTOR_API ? new VectorPairKernel() : new PlainPairKernel();
  }

  /** The kernel that needs no module. */
  public static PairKernel plainPairs() {
    return new PlainPairKernel();
  }
}
