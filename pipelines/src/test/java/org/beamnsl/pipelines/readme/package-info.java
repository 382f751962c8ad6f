/** The commands that the README shows. */
@org.jspecify.annotations.NullMarked
package org.beamnsl.pipelines.readme;
