package dev.trn3.kernel.session;

import java.util.Comparator;
import java.util.List;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;

/**
 * Constructors with which a record checks its components. JShell makes the record of a cell public,
 * and the compiler then rejects a constructor that is not, though it is right in any file.
 */
final class RecordConstructors {

  private static final String REJECTED = "compiler.err.invalid.canonical.constructor.in.record";
  private static final String PUBLIC = "public";

  private RecordConstructors() {}

  /** Evaluates; where only such a constructor is wrong, once more with a public one. */
  static List<SnippetEvent> eval(JShell shell, String source) {
    List<SnippetEvent> events = shell.eval(source);
    if (events.size() != 1 || events.get(0).status() != Status.REJECTED) {
      return events;
    }
    String made = madePublic(shell, events.get(0).snippet(), source);
    return made.equals(source) ? events : shell.eval(made);
  }

  private static String madePublic(JShell shell, Snippet rejected, String source) {
    List<Integer> places =
        shell
            .diagnostics(rejected)
            .filter(RecordConstructors::isToBePublic)
            .map(diag -> (int) diag.getStartPosition())
            .filter(at -> at > 0 && at < source.length())
            .filter(at -> ModifierList.of(source.substring(at)).isEmpty())
            .sorted(Comparator.reverseOrder())
            .toList();
    StringBuilder made = new StringBuilder(source);
    places.forEach(at -> made.insert(at, PUBLIC + " "));
    return made.toString();
  }

  /** How many characters were put in before this place of what was evaluated. */
  static int insertedBefore(long at, String source, String evaluated) {
    int inserted = 0;
    for (int i = 0; i < at && inserted < evaluated.length() - source.length(); i++) {
      if (evaluated.charAt(i) != source.charAt(i - inserted)) {
        inserted += PUBLIC.length() + 1;
        i += PUBLIC.length();
      }
    }
    return inserted;
  }

  /** In whatever language it is said: what it was is a word of Java. */
  private static boolean isToBePublic(Diag diag) {
    return diag.getCode().equals(REJECTED) && diag.getMessage(null).contains(PUBLIC);
  }

  /**
   * What a person can do about an error that is left. Where a name is missing, JShell compiles the
   * record without what stands in it, and says this instead.
   */
  static List<String> hints(Diag diag) {
    return isToBePublic(diag)
        ? List.of(
            "If no modifier is wrong here, a name in this record is not known: where a record has"
                + " a constructor of its own, what it uses must be declared before it.")
        : List.of();
  }
}
