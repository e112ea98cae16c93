package dev.trn3.kernel.session;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * The variables of cells that are declared volatile. JShell drops that word: a thread that waits in
 * a loop for a variable to change would never see that a later cell has changed it. So the field is
 * made volatile in the class file, on its way to the worker.
 *
 * <p>What was volatile once stays so when it is declared again without the word: the JVM redefines
 * no class whose fields have other modifiers, and threads that use the variable would be left with
 * the field of the former class. The reverse gets a new class.
 */
final class Volatiles {

  private static final String WORD = "volatile";
  private static final String OF_A_SNIPPET = "REPL.$JShell$";

  private final Set<String> loaded = new HashSet<>();

  /** The variables that a piece of a cell declares volatile; most do not even have the word. */
  static Set<String> declared(String source, SourceCodeAnalysis parser) {
    if (!source.contains(WORD) || !ModifierList.of(source).contains(WORD)) {
      return Set.of();
    }
    return parser.sourceToSnippets(source).stream()
        .filter(VarSnippet.class::isInstance)
        .map(each -> ((VarSnippet) each).name())
        .collect(Collectors.toSet());
  }

  /** Whether the worker has the field of this variable as a volatile one. */
  boolean isLoaded(String variable) {
    return loaded.contains(variable);
  }

  /**
   * These classes, with their volatile fields.
   *
   * @param declared what the cell declares volatile for which they are loaded; the others are what
   *     JShell compiles anew because of it
   */
  ClassBytecodes[] in(ClassBytecodes[] classes, Set<String> declared) {
    if (declared.isEmpty() && loaded.isEmpty()) {
      return classes;
    }
    return Arrays.stream(classes)
        .map(each -> isOfASnippet(each.name()) ? in(each, declared) : each)
        .toArray(ClassBytecodes[]::new);
  }

  /** Classes within it are the analyst's own, and have all their modifiers. */
  private static boolean isOfASnippet(String name) {
    return name.startsWith(OF_A_SNIPPET) && name.indexOf('$', OF_A_SNIPPET.length()) < 0;
  }

  private ClassBytecodes in(ClassBytecodes type, Set<String> declared) {
    byte[] file = type.bytecodes().clone(); // JShell compares its own with what it compiles later.
    for (FieldFlags field : FieldFlags.of(file)) {
      if (declared.contains(field.name())) {
        loaded.add(field.name());
      }
      if (loaded.contains(field.name())) {
        field.set(Modifier.VOLATILE, file);
      }
    }
    return new ClassBytecodes(type.name(), file);
  }
}
