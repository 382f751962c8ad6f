/** The guides under docs: every command in them is run, every class named in them exists. */
@org.jspecify.annotations.NullMarked
package org.beamnsl.examples.guides;
