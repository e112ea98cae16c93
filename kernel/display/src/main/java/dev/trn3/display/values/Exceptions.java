package dev.trn3.display.values;

import dev.trn3.display.Display;
import dev.trn3.display.MimeBundle;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Exceptions as values: what was said and what caused it; where, behind a click. */
final class Exceptions {

  /** What JShell calls the classes and the methods of cells. */
  private static final String CELL = "REPL.$JShell$";

  private static final String CELL_ITSELF = "do_it$";

  private Exceptions() {}

  static MimeBundle bundle(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    StringBuilder places = new StringBuilder();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
      String line = (seen.size() > 1 ? "Caused by: " : "") + each;
      text.append(seen.size() > 1 ? "\n" : "").append(line);
      places.append(line).append('\n').append(places(each));
    }
    String html =
        "<details><summary><b>%s</b></summary><pre>%s</pre></details>"
            .formatted(
                Display.escaped(text.toString()).replace("\n", "<br>"),
                Display.escaped(places.toString().stripTrailing()));
    return MimeBundle.text(text.toString()).with("text/html", html);
  }

  /** The frames down to the cell; below it stands only the kernel. */
  private static String places(Throwable thrown) {
    StringBuilder lines = new StringBuilder();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      boolean inCell = frame.getClassName().startsWith(CELL);
      if (inCell && frame.getMethodName().startsWith(CELL_ITSELF)) {
        return lines.append("    in a cell\n").toString();
      }
      String place = inCell ? frame.getMethodName() + "(), in a cell" : frame.toString();
      lines.append("    at ").append(place).append('\n');
    }
    return lines.toString();
  }
}
