package dev.trn3.kernel.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.MalformedMessageException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What was run, in this session and, where there is a file, in former ones.
 *
 * <p>The file holds one JSON object on each line. A file that cannot be read or written costs the
 * history, never a cell: it is said once on standard error.
 */
public final class History {

  private static final int KEPT = 10_000;

  /** One cell that was run. */
  private record Entry(int session, int line, String input, String output) {
    Entry withOutput(String text) {
      return new Entry(session, line, input, text);
    }
  }

  private final Path file;
  private List<Entry> entries;
  private int sessions;
  private boolean writable;
  private boolean appended;

  private History(Path file) {
    this.file = file;
    this.writable = file != null;
  }

  /** A history that is forgotten with the kernel. */
  public static History inMemory() {
    return new History(null);
  }

  /** A history that goes on from what the file holds, and is appended to it. */
  public static History in(Path file) {
    return new History(file);
  }

  /** Begins a session, which goes on counting its lines from 1; returns its number. */
  synchronized int begin() {
    load();
    return ++sessions;
  }

  synchronized void add(int session, int line, String input) {
    entries.add(new Entry(session, line, input, null));
    append(Json.object().put("session", session).put("line", line).put("input", input));
  }

  synchronized void result(int session, int line, String output) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      if (entry.session() == session && entry.line() == line) {
        entries.set(i, entry.withOutput(output));
        return;
      }
    }
  }

  /**
   * The answer to {@code history_request}.
   *
   * @param session of the shell that was asked; 0 where it has not begun one
   */
  synchronized ObjectNode answer(JsonNode request, int session) {
    load();
    List<Entry> found =
        switch (request.path("hist_access_type").asText()) {
          case "range" -> range(request, session == 0 ? sessions + 1 : session);
          case "search" -> search(request);
          default -> last(entries, request.path("n").asInt(KEPT));
        };
    boolean output = request.path("output").asBoolean(false);
    ObjectNode content = Questions.ok();
    ArrayNode history = content.putArray("history");
    for (Entry entry : found) {
      ArrayNode row = history.addArray().add(entry.session()).add(entry.line());
      if (output) {
        row.addArray().add(entry.input()).add(entry.output());
      } else {
        row.add(entry.input());
      }
    }
    return content;
  }

  /** A session of 0 or less counts back from the present one, as elsewhere in Jupyter. */
  private List<Entry> range(JsonNode request, int session) {
    int asked = request.path("session").asInt(0);
    int wanted = asked <= 0 ? session + asked : asked;
    int start = request.path("start").asInt(0);
    int stop = request.path("stop").asInt(Integer.MAX_VALUE);
    return entries.stream()
        .filter(e -> e.session() == wanted && e.line() >= start && e.line() < stop)
        .toList();
  }

  private List<Entry> search(JsonNode request) {
    Pattern pattern = glob(request.path("pattern").asText("*"));
    List<Entry> found = entries.stream().filter(e -> pattern.matcher(e.input()).matches()).toList();
    if (request.path("unique").asBoolean(false)) {
      Map<String, Entry> newest = new LinkedHashMap<>();
      for (Entry entry : found) {
        newest.remove(entry.input());
        newest.put(entry.input(), entry);
      }
      found = List.copyOf(newest.values());
    }
    return last(found, request.path("n").asInt(KEPT));
  }

  private static List<Entry> last(List<Entry> all, int n) {
    return all.subList(Math.max(0, all.size() - Math.max(0, n)), all.size());
  }

  /** {@code *} stands for any text, {@code ?} for one character. */
  private static Pattern glob(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private void load() {
    if (entries != null) {
      return;
    }
    entries = new ArrayList<>();
    int skipped = 0;
    for (String line : lines()) {
      try {
        JsonNode tree = Json.objectFrom(line.getBytes(StandardCharsets.UTF_8));
        int of = tree.path("session").asInt();
        entries.add(new Entry(of, tree.path("line").asInt(), tree.path("input").asText(), null));
        sessions = Math.max(sessions, of);
      } catch (MalformedMessageException e) {
        skipped++; // Cut off by a full disk or a crash; the others are good.
      }
    }
    if (skipped > 0) {
      System.err.println("History " + file + ": skipped " + skipped + " damaged lines");
    }
  }

  private List<String> lines() {
    if (file == null || !Files.exists(file)) {
      return List.of();
    }
    try {
      // Not as strict UTF-8: one damaged byte shall cost one line, not all of them.
      List<String> lines =
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      return lines.subList(Math.max(0, lines.size() - KEPT), lines.size());
    } catch (IOException e) {
      System.err.println("History " + file + " cannot be read and starts anew: " + e);
      return Collections.emptyList();
    }
  }

  private void append(ObjectNode entry) {
    if (!writable) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      String line = new String(Json.bytes(entry), StandardCharsets.UTF_8) + "\n";
      if (!appended && Files.exists(file) && !endsWithLineBreak()) {
        line = "\n" + line; // The last line was cut off; this one shall not be lost with it.
      }
      appended = true;
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      writable = false;
      System.err.println("History is kept in memory only: " + file + " cannot be written: " + e);
    }
  }

  private boolean endsWithLineBreak() throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      if (bytes.length() == 0) {
        return true;
      }
      bytes.seek(bytes.length() - 1);
      return bytes.read() == '\n';
    }
  }
}
