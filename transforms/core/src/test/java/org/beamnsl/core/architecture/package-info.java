/** Tests. */
@org.jspecify.annotations.NullMarked
package org.beamnsl.core.architecture;
