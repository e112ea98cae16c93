package dev.trn3.kernel.session;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;

/**
 * What JShell keeps of snippets that nothing can use any more: statements that have run, names that
 * were dropped or declared again, what was rejected.
 *
 * <p>The compiler lists the classes of all of them several times a cell, so that each cell gets
 * slower with every one before it, and their code and text stay in memory. Here their classes are
 * taken away after a few cells. The snippets themselves follow when many others have come since:
 * what they have left behind, such as a thread, may throw, and then they tell the line. Where a
 * Java does not let itself be changed so, all stays.
 */
final class DeadSnippets {

  private static final int CELLS_BETWEEN = 20;

  /** New ones need a third of a second before they are as fast as the former. */
  private static final int CELLS_OF_A_COMPILER = 1_000;

  private static final int KEPT = 400;

  private static final String PACKAGE = "REPL.";
  private static final Pattern OF_A_SNIPPET =
      Pattern.compile("(REPL\\.\\$JShell\\$\\d\\w*)(\\$.*)?");

  private final JShell shell;
  private final Origins origins;
  private final List<Snippet> byKey;
  private final Collection<Snippet> all;
  private final Map<String, Set<Integer>> dependencies;
  private final List<Map<String, ?>> classes;
  private final Map<String, ?> texts;
  private final int kept;
  private Object tasks;
  private int cells;

  private DeadSnippets(
      JShell shell,
      Origins origins,
      List<Snippet> byKey,
      Collection<Snippet> all,
      Map<String, Set<Integer>> dependencies,
      List<Map<String, ?>> classes,
      Map<String, ?> texts,
      int kept,
      Object tasks) {
    this.shell = shell;
    this.origins = origins;
    this.byKey = byKey;
    this.all = all;
    this.dependencies = dependencies;
    this.classes = classes;
    this.texts = texts;
    this.kept = kept;
    this.tasks = tasks;
  }

  /** Those of this JShell. */
  static DeadSnippets of(JShell shell, Origins origins) {
    return of(shell, origins, KEPT);
  }

  /**
   * Those of this JShell.
   *
   * @param kept how many of them are still known
   */
  @SuppressWarnings("unchecked") // The fields have these types.
  static DeadSnippets of(JShell shell, Origins origins, int kept) {
    try {
      Object maps = value(shell, "maps");
      Object tasks = value(shell, "taskFactory");
      Object files = value(tasks, "fileManager");
      return new DeadSnippets(
          shell,
          origins,
          (List<Snippet>) value(maps, "keyIndexToSnippet"),
          (Collection<Snippet>) value(maps, "snippets"),
          (Map<String, Set<Integer>>) value(maps, "dependencies"),
          List.of(
              (Map<String, ?>) value(files, "classObjects"),
              (Map<String, ?>) value(value(shell, "classTracker"), "map")),
          (Map<String, ?>) value(value(shell, "outerMap"), "classOuters"),
          kept,
          tasks);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return new DeadSnippets(
          shell, origins, List.of(), List.of(), Map.of(), List.of(), Map.of(), kept, null);
    }
  }

  private static Object value(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }

  /** Takes note that a cell has ended, and looks now and then. The caller holds the compiler. */
  void cellEnds() {
    if (++cells % CELLS_BETWEEN == 0) {
      letGo();
    }
    if (cells % CELLS_OF_A_COMPILER == 0) {
      renewCompiler();
    }
  }

  /**
   * Lets JShell use new compilers. The former ones know every name that was ever compiled, and keep
   * a list in each package that cells import which grows with each of their compilations.
   */
  void renewCompiler() {
    try {
      if (tasks != null) {
        Method renewing = tasks.getClass().getDeclaredMethod("initTaskPool");
        renewing.setAccessible(true);
        renewing.invoke(tasks);
      }
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      tasks = null; // This Java has no such method; its compilers stay.
    }
  }

  /** Lets go of the classes of all that are dead, and of all that is known of older ones. */
  void letGo() {
    Set<String> living =
        all.stream().filter(this::lives).map(this::className).collect(Collectors.toSet());
    classes.forEach(each -> each.keySet().removeIf(name -> isDead(name, living)));
    List<Snippet> dead = all.stream().filter(snippet -> !lives(snippet)).toList();
    if (dead.size() > kept) {
      forget(dead.subList(0, dead.size() - kept));
    }
  }

  private boolean lives(Snippet snippet) {
    return snippet instanceof PersistentSnippet && shell.status(snippet).isActive();
  }

  private String className(Snippet snippet) {
    return shell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
  }

  private static boolean isDead(String name, Set<String> living) {
    var matcher = OF_A_SNIPPET.matcher(name);
    return matcher.matches() && !living.contains(matcher.group(1));
  }

  private void forget(List<Snippet> dead) {
    all.removeAll(new HashSet<>(dead));
    Set<Integer> unused = new HashSet<>();
    for (Snippet snippet : dead) {
      int key = Integer.parseInt(snippet.id());
      if (byKey.get(key) == snippet) { // Else the name was declared again, and lives.
        byKey.set(key, null);
        origins.remove(snippet.id());
        unused.add(key);
      }
    }
    Set<String> known =
        all.stream()
            .filter(snippet -> shell.status(snippet) != Status.REJECTED)
            .map(snippet -> className(snippet).substring(PACKAGE.length()))
            .collect(Collectors.toSet());
    texts.keySet().retainAll(known);
    dependencies.values().forEach(keys -> keys.removeAll(unused));
    dependencies.values().removeIf(Set::isEmpty);
  }
}
