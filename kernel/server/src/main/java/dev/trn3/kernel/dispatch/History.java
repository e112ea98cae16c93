package dev.trn3.kernel.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was run, in this session and, where there is a file, in former ones.
 *
 * <p>A file that cannot be read or written costs the history of former kernels, never a cell.
 */
public final class History {

  private static final int KEPT = 10_000;

  /** One cell that was run; its output is null where it had none, or ran in a former kernel. */
  record Entry(int session, int line, String input, String output) {
    Entry withOutput(String text) {
      return new Entry(session, line, input, text);
    }
  }

  private final HistoryFile file; // Null where nothing is kept.
  private final List<Entry> entries = new ArrayList<>();
  private final Set<Integer> own = new HashSet<>();
  private boolean loaded;
  private int sessions;

  private History(HistoryFile file) {
    this.file = file;
  }

  /** A history that is forgotten with the kernel. */
  public static History inMemory() {
    return new History(null);
  }

  /** A history that goes on from what the file holds, and is appended to it. */
  public static History in(Path file) {
    return new History(new HistoryFile(file, KEPT));
  }

  /** Begins a session, which goes on counting its lines from 1; returns its number. */
  synchronized int begin() {
    sessions = file == null ? sessions + 1 : file.begin(sessions);
    own.add(sessions);
    return sessions;
  }

  synchronized void add(int session, int line, String input) {
    entries.add(new Entry(session, line, input, null));
    if (file != null) {
      file.append(Json.object().put("session", session).put("line", line).put("input", input));
    }
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
    String access = request.path("hist_access_type").asText();
    return switch (access) {
      case "range" -> told(range(request, session == 0 ? sessions + 1 : session), request);
      case "search" -> told(search(request), request);
      case "tail" -> told(last(entries, request.path("n").asInt(KEPT)), request);
      default -> unknown(access);
    };
  }

  private static ObjectNode unknown(String access) {
    ObjectNode content = Json.object().put("status", "error").put("ename", "UnknownAccessType");
    content.put("evalue", "hist_access_type is range, tail or search, not \"" + access + '"');
    content.putArray("traceback");
    content.putArray("history");
    return content;
  }

  private static ObjectNode told(List<Entry> found, JsonNode request) {
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
    Glob pattern = new Glob(request.path("pattern").asText("*"));
    List<Entry> found = entries.stream().filter(e -> pattern.matches(e.input())).toList();
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

  /** Former sessions are read when somebody asks, since a start must not wait for that. */
  private void load() {
    if (!loaded && file != null) {
      List<Entry> former =
          file.read().stream().filter(entry -> !own.contains(entry.session())).toList();
      entries.addAll(0, former);
      former.forEach(entry -> sessions = Math.max(sessions, entry.session()));
    }
    loaded = true;
  }
}
