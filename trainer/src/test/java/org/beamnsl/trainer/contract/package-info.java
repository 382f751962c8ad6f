/**
 * What models, regularizers and attacks of any origin must keep. Extend a contract to check one of
 * your own; the classes are in this module's test jar.
 */
@NullMarked
package org.beamnsl.trainer.contract;

import org.jspecify.annotations.NullMarked;
