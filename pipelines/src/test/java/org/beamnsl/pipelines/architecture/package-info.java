/** Which way dependencies of the commands may point. */
@org.jspecify.annotations.NullMarked
package org.beamnsl.pipelines.architecture;
