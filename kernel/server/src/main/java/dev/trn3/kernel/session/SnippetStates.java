package dev.trn3.kernel.session;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * What JShell knew of the names that there are, before an evaluation that may be stopped: by then
 * it may have written down that a name is declared anew, which then has not happened.
 */
final class SnippetStates {

  private record State(Snippet snippet, Object status, Object number, Object around) {}

  private final List<State> states = new ArrayList<>();

  private SnippetStates() {}

  /** The present ones. */
  static SnippetStates of(JShell shell) {
    SnippetStates known = new SnippetStates();
    try {
      Fields fields = Fields.OF_SNIPPETS;
      for (Snippet snippet : shell.snippets().toList()) {
        if (shell.status(snippet).isActive()) {
          known.states.add(
              new State(
                  snippet,
                  fields.status.get(snippet),
                  fields.number.get(snippet),
                  fields.around.get(snippet)));
        }
      }
    } catch (IllegalAccessException | ExceptionInInitializerError | NoClassDefFoundError e) {
      known.states.clear(); // This Java keeps them in another way; it cannot be stopped either.
    }
    return known;
  }

  /** Makes them the present ones again. */
  void restore() {
    try {
      for (State state : states) {
        Fields.OF_SNIPPETS.status.set(state.snippet, state.status);
        Fields.OF_SNIPPETS.number.set(state.snippet, state.number);
        Fields.OF_SNIPPETS.around.set(state.snippet, state.around);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // They could be read.
    }
  }

  private record Fields(Field status, Field number, Field around) {
    static final Fields OF_SNIPPETS = new Fields(open("status"), open("seq"), open("outer"));

    private static Field open(String name) {
      try {
        Field field = Snippet.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
      } catch (NoSuchFieldException | InaccessibleObjectException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
