package dev.trn3.kernel.session;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;

/**
 * What JShell knew of the names that there are, before an evaluation that may be stopped: by then
 * it may have written down that a name is declared anew, and have compiled that, which then has not
 * happened. One for a session: whoever evaluates has the compiler for himself, and begins anew when
 * he has let others have it.
 */
final class SnippetStates {

  private record State(Snippet snippet, Object status, Object number, Object around) {}

  private final JShell shell;
  private final Kept kept;
  private final List<State> states = new ArrayList<>();
  private final Map<String, Object> compiled = new HashMap<>();
  private final Map<String, Object> texts = new HashMap<>();

  private SnippetStates(JShell shell, Kept kept) {
    this.shell = shell;
    this.kept = kept;
  }

  /** Those of this JShell, to begin with none. */
  static SnippetStates of(JShell shell) {
    try {
      return new SnippetStates(shell, Kept.of(shell));
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return new SnippetStates(shell, null); // This Java keeps them in another way.
    }
  }

  /** From now on the present ones. */
  void take() {
    letGo();
    if (kept == null) {
      return;
    }
    shell
        .snippets()
        .filter(snippet -> snippet instanceof PersistentSnippet) // Statements are no names.
        .filter(snippet -> shell.status(snippet).isActive())
        .forEach(snippet -> states.add(state(snippet)));
    compiled.putAll(kept.compiled);
    texts.putAll(kept.texts);
  }

  private State state(Snippet snippet) {
    try {
      return new State(
          snippet, kept.status.get(snippet), kept.number.get(snippet), kept.around.get(snippet));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // The fields are open.
    }
  }

  /** From now on none. */
  void letGo() {
    states.clear();
    compiled.clear();
    texts.clear();
  }

  /** Makes them the present ones again. */
  void restore() {
    if (states.isEmpty()) {
      return;
    }
    try {
      for (Snippet snippet : inTheirPlaces()) {
        kept.status.set(snippet, Status.OVERWRITTEN);
      }
      for (State state : states) {
        kept.status.set(state.snippet, state.status);
        kept.number.set(state.snippet, state.number);
        kept.around.set(state.snippet, state.around);
        kept.byKey.set(Integer.parseInt(state.snippet.id()), state.snippet);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // They could be read.
    }
    kept.compiled.putAll(compiled);
    kept.texts.putAll(texts);
  }

  /** What was put in the place of one of them. */
  private List<Snippet> inTheirPlaces() {
    Set<Snippet> before = new HashSet<>();
    Set<String> places = new HashSet<>();
    states.forEach(state -> before.add(state.snippet));
    states.forEach(state -> places.add(state.snippet.id()));
    return shell
        .snippets()
        .filter(snippet -> snippet instanceof PersistentSnippet)
        .filter(snippet -> shell.status(snippet).isActive())
        .filter(snippet -> places.contains(snippet.id()) && !before.contains(snippet))
        .toList();
  }

  /**
   * Where JShell keeps it.
   *
   * @param number how often the snippet was compiled under another class name
   * @param around the class around the snippet
   * @param byKey the snippet of each place
   * @param compiled the files of classes, by their names
   * @param texts of classes, by which a line of one is found in its snippet
   */
  private record Kept(
      Field status,
      Field number,
      Field around,
      List<Snippet> byKey,
      Map<String, Object> compiled,
      Map<String, Object> texts) {

    @SuppressWarnings("unchecked") // The fields have these types.
    static Kept of(JShell shell) throws ReflectiveOperationException {
      Object files = DeadSnippets.value(DeadSnippets.value(shell, "taskFactory"), "fileManager");
      return new Kept(
          open("status"),
          open("seq"),
          open("outer"),
          (List<Snippet>)
              DeadSnippets.value(DeadSnippets.value(shell, "maps"), "keyIndexToSnippet"),
          (Map<String, Object>) DeadSnippets.value(files, "classObjects"),
          (Map<String, Object>)
              DeadSnippets.value(DeadSnippets.value(shell, "outerMap"), "classOuters"));
    }

    private static Field open(String name) throws NoSuchFieldException {
      Field field = Snippet.class.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    }
  }
}
