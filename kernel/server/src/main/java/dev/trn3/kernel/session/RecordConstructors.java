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
            .filter(diag -> diag.getCode().equals(REJECTED) && says(diag, PUBLIC))
            .map(diag -> (int) diag.getStartPosition())
            .filter(at -> at > 0 && at < source.length())
            .filter(at -> ModifierList.of(source.substring(at)).isEmpty())
            .sorted(Comparator.reverseOrder())
            .toList();
    StringBuilder made = new StringBuilder(source);
    places.forEach(at -> made.insert(at, PUBLIC + " "));
    return made.toString();
  }

  /** In whatever language: what it was is a word of Java. */
  private static boolean says(Diag diag, String word) {
    return diag.getMessage(null).contains(word);
  }
}
