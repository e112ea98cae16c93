package dev.trn3.kernel.session;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import jdk.jshell.JShell;

/**
 * The files of the classes that JShell has made, of which the compiler sees those of names that a
 * piece of code has to do with.
 *
 * <p>The compiler lists them at each of the five times that JShell calls it for a cell, and takes
 * each for a class that the code may mention: with 750 names that took a quarter of a cell's
 * processor time. This map takes the place of JShell's own. Where a Java does not let itself be
 * changed so, all are listed.
 */
final class ShownClasses extends TreeMap<String, Object> {

  private static final long serialVersionUID = 1;

  private static final String OF_A_SNIPPET = "REPL.$JShell$";
  private static final char NEXT = '_';
  private static final char END = '$'; // Behind it is a class within this one.

  private final transient IntPredicate isShown;

  private ShownClasses(Map<String, ?> present, IntPredicate isShown) {
    super(present);
    this.isShown = isShown;
  }

  /**
   * Takes the place of the map in this JShell.
   *
   * @param isShown whether the snippet of this number is shown at this moment
   */
  @SuppressWarnings("unchecked") // The field has this type.
  static void of(JShell shell, IntPredicate isShown) {
    try {
      Object files = DeadSnippets.value(DeadSnippets.value(shell, "taskFactory"), "fileManager");
      Field classes = files.getClass().getDeclaredField("classObjects");
      classes.setAccessible(true);
      classes.set(files, new ShownClasses((Map<String, ?>) classes.get(files), isShown));
    } catch (ReflectiveOperationException
        | InaccessibleObjectException
        | IllegalArgumentException e) {
      // This Java keeps them in another way; the names of all of them may be hidden all the same.
    }
  }

  /** Those that are shown; JShell asks for them where the compiler lists its package. */
  @Override
  public Collection<Object> values() {
    return entrySet().stream()
        .filter(each -> isShown(each.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The name has the numbers of all snippets in the class, and letters behind each. */
  private boolean isShown(String name) {
    if (!name.startsWith(OF_A_SNIPPET)) {
      return true;
    }
    int number = 0;
    for (int i = OF_A_SNIPPET.length(); i <= name.length(); i++) {
      char each = i < name.length() ? name.charAt(i) : END;
      if (Character.isDigit(each)) {
        number = 10 * number + Character.digit(each, 10);
      } else if (each == NEXT || each == END) {
        if (isShown.test(number)) {
          return true;
        }
        number = 0;
      }
      if (each == END) {
        break;
      }
    }
    return false;
  }
}
