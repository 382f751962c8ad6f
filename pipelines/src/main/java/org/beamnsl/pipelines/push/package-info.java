/**
 * The {@code push} command: puts a blessed model where a server looks for it, in numbered folders.
 * Must not know how models are trained or judged, only what the judgement says.
 */
@NullMarked
package org.beamnsl.pipelines.push;

import org.jspecify.annotations.NullMarked;
