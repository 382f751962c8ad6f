/** Bad input through every command that can meet it. */
@NullMarked
package org.beamnsl.pipelines.badinput;

import org.jspecify.annotations.NullMarked;
