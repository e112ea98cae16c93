package dev.trn3.kernel.session;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;

/**
 * What JShell keeps of snippets that nothing can use any more: statements that have run, names that
 * were dropped or declared again, what was rejected.
 *
 * <p>The compiler lists the classes of all of them several times a cell, so that each cell gets
 * slower with every one before it, and their code and text stay in memory. Here their classes are
 * taken away after a few cells; of declarations it stays known that they were loaded, see {@link
 * LoadedClasses}. The snippets themselves follow when many others have come since: what they have
 * left behind, such as a thread, may throw, and then they tell the line. Where a Java does not let
 * itself be changed so, all stays.
 */
final class DeadSnippets {

  private static final int EVALUATIONS_BETWEEN = 20;

  /** New ones need a third of a second before they are as fast as the former. */
  private static final int EVALUATIONS_OF_A_COMPILER = 1_000;

  private static final int KEPT = 400;

  private static final String PACKAGE = "REPL.";
  private static final Pattern OF_A_SNIPPET =
      Pattern.compile("(REPL\\.\\$JShell\\$(\\d{1,9})\\w*)(\\$.*)?");

  private final JShell shell;
  private final Origins origins;
  private final List<Snippet> byKey;
  private final Collection<Snippet> all;
  private final Map<String, Set<Integer>> dependencies;
  private final Map<String, ?> compiled;
  private final LoadedClasses loaded;
  private final Map<String, ?> texts;
  private final int kept;
  private Object tasks;
  private int evaluations;
  private boolean off;

  private DeadSnippets(
      JShell shell,
      Origins origins,
      List<Snippet> byKey,
      Collection<Snippet> all,
      Map<String, Set<Integer>> dependencies,
      Map<String, ?> compiled,
      LoadedClasses loaded,
      Map<String, ?> texts,
      int kept,
      Object tasks) {
    this.shell = shell;
    this.origins = origins;
    this.byKey = byKey;
    this.all = all;
    this.dependencies = dependencies;
    this.compiled = compiled;
    this.loaded = loaded;
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
          (Map<String, ?>) value(files, "classObjects"),
          LoadedClasses.of(value(shell, "classTracker")),
          (Map<String, ?>) value(value(shell, "outerMap"), "classOuters"),
          kept,
          tasks);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return new DeadSnippets(
          shell, origins, List.of(), List.of(), Map.of(), Map.of(), null, Map.of(), kept, null);
    }
  }

  static Object value(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }

  /**
   * Takes note that the Java of a cell has ended, or that of a magic or of an expression that a
   * front end asks for; looks now and then. The caller holds the compiler. What goes wrong here is
   * said once, and then all stays: the cell itself has succeeded.
   */
  void javaEnds() {
    if (off) {
      return;
    }
    try {
      if (++evaluations % EVALUATIONS_BETWEEN == 0) {
        letGo();
      }
      if (evaluations % EVALUATIONS_OF_A_COMPILER == 0) {
        renewCompiler();
      }
    } catch (RuntimeException e) {
      off = true;
      System.err.println(
          "What JShell keeps of earlier cells stays, as it cannot be taken away: " + e);
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
    if (loaded == null) {
      return; // This Java keeps them in another way.
    }
    Set<String> living =
        all.stream().filter(this::lives).map(this::className).collect(Collectors.toSet());
    Set<String> neverReturn =
        all.stream().filter(this::neverReturns).map(this::className).collect(Collectors.toSet());
    compiled.keySet().removeIf(name -> isDead(name, living));
    loaded.forget(name -> neverReturn.contains(ofSnippet(name)));
    loaded.forgetCode(name -> isDead(name, living));
    List<Snippet> dead = all.stream().filter(snippet -> !lives(snippet)).toList();
    if (dead.size() > kept) {
      forget(dead.subList(0, dead.size() - kept));
    }
    Set<String> known = new HashSet<>(living);
    dead.stream()
        .skip(Math.max(0, dead.size() - kept))
        .filter(snippet -> shell.status(snippet) != Status.REJECTED)
        .forEach(snippet -> known.add(className(snippet)));
    origins.retainClasses(known);
  }

  /**
   * Has JShell replace the class of a variable when it is declared again, with the same code too.
   */
  void loadAnew(String variable) {
    if (loaded == null) {
      return; // This Java keeps them in another way.
    }
    all.stream()
        .filter(each -> each instanceof VarSnippet named && named.name().equals(variable))
        .filter(each -> shell.status(each) != Status.REJECTED)
        .map(this::className)
        .forEach(name -> loaded.forgetCode(name::equals));
  }

  /** The snippet for which JShell has made this class, if it is that around a snippet. */
  Optional<Snippet> ofClass(String name) {
    var matcher = OF_A_SNIPPET.matcher(name);
    if (!matcher.matches() || matcher.group(3) != null) {
      return Optional.empty();
    }
    int key = Integer.parseInt(matcher.group(2));
    Stream<Snippet> candidates =
        loaded == null
            ? shell.snippets()
            : Stream.ofNullable(key < byKey.size() ? byKey.get(key) : null);
    return candidates.filter(snippet -> hasClass(snippet, name)).findFirst();
  }

  private boolean hasClass(Snippet snippet, String name) {
    return shell.status(snippet) != Status.REJECTED && className(snippet).equals(name);
  }

  private boolean lives(Snippet snippet) {
    return snippet instanceof PersistentSnippet && shell.status(snippet).isActive();
  }

  private String className(Snippet snippet) {
    return shell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
  }

  /** A statement or an expression: JShell names the class of each in another way. */
  private boolean neverReturns(Snippet snippet) {
    return !(snippet instanceof PersistentSnippet)
        && shell.status(snippet) != Status.REJECTED; // Else it has no class.
  }

  private static boolean isDead(String name, Set<String> living) {
    String ofSnippet = ofSnippet(name);
    return ofSnippet != null && !living.contains(ofSnippet);
  }

  /** The class around a class, or itself, if it is that of a snippet; else null. */
  private static String ofSnippet(String name) {
    var matcher = OF_A_SNIPPET.matcher(name);
    return matcher.matches() ? matcher.group(1) : null;
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
