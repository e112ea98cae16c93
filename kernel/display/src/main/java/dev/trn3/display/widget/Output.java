package dev.trn3.display.widget;

import dev.trn3.display.Display;
import dev.trn3.display.DisplaySink;
import dev.trn3.display.Json;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.Renderers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A place for what code prints, shows and gives. */
public final class Output extends Widget {

  private volatile String text = "";

  /** An empty place. */
  public Output() {
    super(Model.output(), null, Map.of("msg_id", "", "outputs", List.of()));
  }

  /**
   * Runs the code and shows here, in place of what was here before, what it has printed and shown
   * and what it gave; an exception is shown as such. What other threads print meanwhile is shown
   * here too.
   */
  public void show(Callable<?> code) {
    Recording recording = new Recording();
    recording.run(code);
    text = recording.text();
    set("outputs", recording.outputs);
  }

  @Override
  void changed(Map<?, ?> changes) {
    // The front end changes nothing here: it is never told to collect outputs itself.
  }

  /** What it showed last is still true. */
  @Override
  String afterwards() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }

  /** What code does while it is listened to. */
  private static final class Recording implements DisplaySink {

    private final List<Map<String, Object>> outputs = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private DisplaySink before;

    void run(Callable<?> code) {
      PrintStream out = System.out;
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      before = Display.redirect(this);
      try {
        Object value = code.call();
        if (value != null) {
          show(Renderers.render(value), null);
        }
      } catch (Exception e) {
        failed(e);
      } finally {
        Display.redirect(before);
        takePrinted();
        System.setOut(out);
      }
    }

    String text() {
      return String.join("\n", texts);
    }

    private synchronized void takePrinted() {
      String text = printed.toString(StandardCharsets.UTF_8);
      printed.reset();
      if (!text.isEmpty()) {
        add("stream", text.stripTrailing(), Map.of("name", "stdout", "text", text));
      }
    }

    private void add(String type, String text, Map<String, Object> more) {
      Map<String, Object> output = new LinkedHashMap<>();
      output.put("output_type", type);
      output.putAll(more);
      outputs.add(output);
      texts.add(text);
    }

    private synchronized void failed(Exception e) {
      takePrinted();
      List<String> lines = new ArrayList<>(List.of(e.toString()));
      for (StackTraceElement frame : e.getStackTrace()) {
        if (frame.getClassName().startsWith("dev.trn3.display.widget.")) {
          break; // Below it stands only what listens.
        }
        lines.add("    at " + frame);
      }
      add(
          "error",
          e.toString(),
          Map.of(
              "ename",
              e.getClass().getName(),
              "evalue",
              String.valueOf(e.getMessage()),
              "traceback",
              lines));
    }

    @Override
    public synchronized void show(MimeBundle bundle, String displayId) {
      takePrinted();
      Map<String, Object> data = new LinkedHashMap<>();
      bundle
          .data()
          .forEach(
              (mime, content) -> data.put(mime, isJson(mime) ? new Json.Raw(content) : content));
      Map<String, Object> metadata = new LinkedHashMap<>();
      bundle.metadata().forEach((mime, json) -> metadata.put(mime, new Json.Raw(json)));
      add("display_data", bundle.text(), Map.of("data", data, "metadata", metadata));
    }

    private static boolean isJson(String mime) {
      return mime.equals("application/json") || mime.endsWith("+json");
    }

    @Override
    public void update(MimeBundle bundle, String displayId) {
      before.update(bundle, displayId);
    }

    @Override
    public synchronized void clear(boolean wait) {
      printed.reset();
      outputs.clear();
      texts.clear();
    }

    @Override
    public String ask(String prompt, boolean password) {
      return before.ask(prompt, password);
    }
  }
}
