/** Which way dependencies of the trainer may point. */
@org.jspecify.annotations.NullMarked
package org.beamnsl.trainer.architecture;
