/**
 * The {@code report} command: one page of HTML, without scripts and without network, about graphs,
 * models and evaluations. Reads what other commands wrote and computes nothing that they compute.
 * All texts from data are untrusted and escaped.
 */
@NullMarked
package org.beamnsl.pipelines.report;

import org.jspecify.annotations.NullMarked;
