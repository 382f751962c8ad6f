package org.beamnsl.pipelines.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The skeleton of the page: head, style, contents, sections. */
final class ReportPage {
  private final String title;

  ReportPage(String title) {
    this.title = title;
  }

  /** The whole page from sections by their heading. */
  String render(Map<String, Html> sections) {
    Html page =
        new Html()
            .raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            // Nothing may be loaded or run, whatever slipped through.
            .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
            .raw("style-src 'unsafe-inline'; img-src data:\">")
            .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .raw("<meta name=\"color-scheme\" content=\"light dark\">")
            .element("title", title)
            .raw("<style>")
            .raw(style())
            .raw("</style></head><body><header>")
            .element("h1", title)
            .raw("<nav>");
    for (String name : sections.keySet()) {
      page.raw("<a href=\"#" + anchor(name) + "\">").text(name).raw("</a> ");
    }
    page.raw("</nav></header>\n<main>");
    sections.forEach(
        (name, section) ->
            page.raw("<section id=\"" + anchor(name) + "\">")
                .element("h2", name)
                .add(section)
                .raw("</section>\n"));
    return page.raw("</main></body></html>\n").toString();
  }

  private static String anchor(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "-");
  }

  private static String style() {
    try (@Nullable InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
