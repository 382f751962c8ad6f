/** Which way dependencies of the Beam transforms may point. */
@org.jspecify.annotations.NullMarked
package org.beamnsl.beam.architecture;
