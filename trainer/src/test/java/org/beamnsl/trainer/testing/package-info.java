/** Example files that tests make for themselves. */
@org.jspecify.annotations.NullMarked
package org.beamnsl.trainer.testing;
