package dev.trn3.kernel.magic;

import dev.trn3.display.MimeBundle;
import java.util.List;

/** Cells that are shown as they are. */
final class ContentMagics {

  private ContentMagics() {}

  static List<Magic> all() {
    return List.of(
        shown("%%html", "HTML", "text/html"),
        shown("%%markdown", "Markdown", "text/markdown"),
        shown("%%latex", "LaTeX", "text/latex"),
        shown("%%svg", "an SVG drawing", "image/svg+xml"),
        shown("%%javascript", "JavaScript, which the front end runs", "application/javascript"));
  }

  private static Magic shown(String name, String what, String mime) {
    return Magic.of(
        name,
        "",
        "shows the cell as " + what,
        (call, at) -> {
          call.words(0, 0, "");
          if (call.body().isBlank()) {
            throw new Refusal(name + " needs something to show below it");
          }
          if (mime.equals("image/svg+xml") && !call.body().contains("<svg")) {
            throw new Refusal("%%svg needs a drawing below it that begins with <svg");
          }
          String plain = mime.startsWith("text/") ? call.body() : "[" + mime + "]";
          at.show(MimeBundle.text(plain).with(mime, call.body()));
          return dev.trn3.kernel.evaluation.Outcome.Done.NOTHING;
        });
  }
}
