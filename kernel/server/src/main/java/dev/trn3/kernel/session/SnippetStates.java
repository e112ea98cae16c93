package dev.trn3.kernel.session;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
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
      shell
          .snippets()
          .filter(snippet -> snippet instanceof PersistentSnippet) // Statements are no names.
          .filter(snippet -> shell.status(snippet).isActive())
          .forEach(snippet -> known.states.add(state(snippet, fields)));
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      known.states.clear(); // This Java keeps them in another way; it cannot be stopped either.
    }
    return known;
  }

  private static State state(Snippet snippet, Fields of) {
    try {
      return new State(
          snippet, of.status.get(snippet), of.number.get(snippet), of.around.get(snippet));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // The fields are open.
    }
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
