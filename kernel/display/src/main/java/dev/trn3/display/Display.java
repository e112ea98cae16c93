package dev.trn3.display;

import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The verbs that show things. All are meant for {@code import static}. */
public final class Display {

  private static final AtomicReference<DisplaySink> SINK =
      new AtomicReference<>(new TerminalSink());

  /** Ids of places are numbered behind it, so that one that was never used is known as such. */
  private static final String PLACES = UUID.randomUUID() + "-";

  private static final AtomicLong USED = new AtomicLong();

  private Display() {}

  /** Shows each value, one below the other. Returns the place of the last. */
  public static Shown display(Object... values) {
    String id = newPlace().id();
    if (values == null) {
      SINK.get().show(Renderers.render(null), id);
      return new Shown(id);
    }
    for (int i = 0; i < values.length; i++) {
      SINK.get().show(Renderers.render(values[i]), i == values.length - 1 ? id : null);
    }
    return new Shown(id);
  }

  /** Shows content of a MIME type as it is: {@code display("<b>x</b>", "text/html")}. */
  public static Shown display(String content, String mime) {
    if (!mime.contains("/")) {
      return display(new Object[] {content, mime});
    }
    return display(new Rendered(MimeBundle.text(content).with(mime, content)));
  }

  /**
   * Replaces what {@link #display} has shown. Where nothing was shown under this id, that is said
   * on standard error.
   */
  public static void update(Shown shown, Object value) {
    Objects.requireNonNull(shown, "no place is given; keep what display(...) returns");
    if (!isUsed(shown.id())) {
      System.err.println(
          "Nothing was replaced: this session has shown nothing under the id "
              + shown.id()
              + ". Keep what display(...) returns, and give it to update.");
      return;
    }
    SINK.get().update(Renderers.render(value), shown.id());
  }

  /** Removes the outputs of the current cell at once. */
  public static void clearOutput() {
    SINK.get().clear(false);
  }

  /** Removes the outputs of the current cell when the next output arrives. */
  public static void clearOutputOnNext() {
    SINK.get().clear(true);
  }

  /**
   * Work whose output belongs to this cell, in whichever thread it runs: {@code new
   * Thread(outputHere(() -> System.out.println("ready"))).start()}. What other threads print and
   * show belongs to the latest cell. Threads that the work starts are bound as it is, but for those
   * of a {@link java.util.concurrent.ForkJoinPool}, which serve all cells. An output belongs to no
   * cell once a thousand others have followed.
   */
  public static Runnable outputHere(Runnable work) {
    return SINK.get().outputHere(Objects.requireNonNull(work, "no work is given"));
  }

  /** Asks the person in front for a line of text. */
  public static String input(String prompt) {
    return SINK.get().ask(prompt, false);
  }

  /** Asks for a line of text that is not shown while typed. */
  public static String password(String prompt) {
    return SINK.get().ask(prompt, true);
  }

  /** A value shown as HTML. */
  public static Rendered html(String html) {
    return new Rendered(MimeBundle.text(html.replaceAll("<[^>]*>", "")).with("text/html", html));
  }

  /** A value shown as Markdown. */
  public static Rendered markdown(String markdown) {
    return new Rendered(MimeBundle.text(markdown).with("text/markdown", markdown));
  }

  /** A value shown as LaTeX. */
  public static Rendered latex(String latex) {
    return new Rendered(MimeBundle.text(latex).with("text/latex", latex));
  }

  /** A value shown as a vector drawing. */
  public static Rendered svg(String svg) {
    return new Rendered(MimeBundle.text("[SVG drawing]").with("image/svg+xml", svg));
  }

  /** A value shown as a JSON tree. */
  public static Rendered json(String json) {
    return new Rendered(MimeBundle.text(json).with("application/json", json));
  }

  /** A map or a collection shown as a JSON tree. */
  public static Rendered json(Object value) {
    return json(Json.write(value));
  }

  /** Text as it is written in HTML: {@code html("<b>" + escaped(name) + "</b>")}. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static Shown newPlace() {
    return new Shown(PLACES + USED.incrementAndGet());
  }

  private static boolean isUsed(String id) {
    if (!id.startsWith(PLACES)) {
      return false;
    }
    String number = id.substring(PLACES.length());
    return number.matches("[1-9]\\d{0,17}") && Long.parseLong(number) <= USED.get();
  }

  static DisplaySink sink() {
    return SINK.get();
  }

  /** Directs everything displayed from now on to another sink and returns the former one. */
  public static DisplaySink redirect(DisplaySink sink) {
    return SINK.getAndSet(Objects.requireNonNull(sink));
  }
}
