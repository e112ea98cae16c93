package dev.trn3.kernel.session;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.AbstractList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;

/**
 * The names that JShell imports into what it compiles.
 *
 * <p>JShell puts an import of every live name in front of every snippet, so that each cell gets
 * slower with each variable, and keeps that text. This list takes the place of JShell's own list of
 * snippets, which it walks through for that purpose alone, and passes over the names that a cell
 * has nothing to do with, as over the imports of the start where the cell mentions none of what
 * they bring. Where a Java does not let itself be changed so, all names are imported.
 */
final class LiveNames extends AbstractList<Snippet> {

  private static final Pattern IMPORT = Pattern.compile("\\bimport\\b");

  /** Reading takes as much of the processors as two cells: it spares the one that asks for it. */
  private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final List<Snippet> all;
  private final Mentions mentions = new Mentions();
  // Whoever asks something while a cell runs needs other names than the cell.
  private static final ThreadLocal<Shown> SHOWN = new ThreadLocal<>();
  private final boolean works;
  private final Set<Snippet> ofStart = new HashSet<>();
  private final Set<String> needing = new HashSet<>(); // Whatever has to do with one of these.
  private Supplier<Optional<ImportedNames>> kept;
  private Supplier<ImportedNames> reading;
  private CompletableFuture<ImportedNames> imported;

  /**
   * What is imported into a piece of code.
   *
   * @param ofStart whether the imports of the start are
   */
  private record Shown(Set<String> names, boolean ofStart) {}

  private LiveNames(List<Snippet> all, boolean works) {
    this.all = all;
    this.works = works;
  }

  /** Takes the place of the list in this JShell. */
  @SuppressWarnings("unchecked") // The field has this type.
  static LiveNames of(JShell shell) {
    try {
      Object maps = field(JShell.class, "maps").get(shell);
      Field list = field(maps.getClass(), "keyIndexToSnippet");
      LiveNames names = new LiveNames((List<Snippet>) list.get(maps), true);
      list.set(maps, names);
      ShownClasses.of(shell, names::isShown);
      return names;
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return new LiveNames(List.of(), false);
    }
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /**
   * Evaluates a piece of code that sees only what it mentions and what depends on it.
   *
   * @param unclear whether what came of it may be due to what it did not see; it is then evaluated
   *     with all names
   */
  <T> T showing(String code, Supplier<T> evaluation, Predicate<T> unclear) {
    // An import may change what any declaration means, so all of them are compiled anew.
    if (!works || IMPORT.matcher(code).find()) {
      return evaluation.get();
    }
    Set<String> names = mentions.reach(code);
    boolean needsStart = ofStart.isEmpty() || code.contains("\\u") || mayNeedStart(names);
    if (needsStart && mentions.all(names)) {
      return evaluation.get();
    }
    SHOWN.set(new Shown(names, needsStart));
    T result;
    try {
      result = evaluation.get();
    } finally {
      SHOWN.remove();
    }
    if (!unclear.test(result)) {
      return result;
    }
    result = evaluation.get();
    if (!unclear.test(result)) {
      needing.addAll(Mentions.declared(code)); // It may be compiled anew for the sake of others.
    }
    return result;
  }

  /** Whether code may change what has been declared before, such as by declaring it anew. */
  boolean mayChange(String code) {
    return !works
        || code.contains("\\u")
        || IMPORT.matcher(code).find()
        || mentions.mayChange(code);
  }

  /**
   * Completes code that sees what it mentions, and the names that begin as it ends, unless with a
   * dot: JShell suggests no others.
   */
  <T> T completing(String code, Supplier<T> completion) {
    int start = code.length();
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    boolean members = start > 0 && code.charAt(start - 1) == '.';
    Set<String> others = members ? Set.of() : mentions.beginningWith(code.substring(start));
    // JShell looks at the type of each, so what they mention in their turn is seen, too.
    SHOWN.set(new Shown(mentions.reach(code, others), true));
    try {
      return completion.get();
    } finally {
      SHOWN.remove();
    }
  }

  /** Before it is known what the imports of the start bring, any word may be one of their names. */
  private boolean mayNeedStart(Set<String> words) {
    if (words.isEmpty()) {
      return false;
    }
    if (imported == null) {
      imported =
          kept.get()
              .map(CompletableFuture::completedFuture)
              .orElseGet(
                  () ->
                      CompletableFuture.supplyAsync(reading, LATER)
                          .exceptionally(LiveNames::unknown));
    }
    ImportedNames known = imported.getNow(null);
    return known == null
        || !Collections.disjoint(words, needing)
        || words.stream().anyMatch(known::mayBring);
  }

  private static ImportedNames unknown(Throwable reason) {
    System.err.println("Every cell imports all that the start does: " + reason.getMessage());
    return ImportedNames.unknown();
  }

  /**
   * Takes note of imports of the start.
   *
   * @param known what they bring, where that is known at once; asked when a cell has a word
   * @param names reads what they bring; called in the background, where it is not known
   */
  void ofStart(
      Snippet snippet, Supplier<Optional<ImportedNames>> known, Supplier<ImportedNames> names) {
    kept = known;
    ofStart.add(snippet);
    reading = names;
  }

  /** Takes note of what was evaluated. */
  void declared(Snippet snippet) {
    if (works
        && snippet instanceof PersistentSnippet named
        && !(snippet instanceof ImportSnippet)) {
      mentions.put(snippet.id(), named.name(), snippet.source());
      if (snippet.source().contains("\\u")) { // Its names are not what they look like.
        needing.add(named.name());
      }
    }
  }

  /** Forgets what is not there any more. */
  void dropped(Snippet snippet) {
    mentions.remove(snippet.id());
  }

  @Override
  public Iterator<Snippet> iterator() {
    Shown shown = SHOWN.get();
    return shown == null
        ? all.iterator()
        : all.stream().filter(snippet -> isShown(snippet, shown)).iterator();
  }

  /** Whether what JShell has made of the snippet of this number is seen at this moment. */
  private boolean isShown(int number) {
    Shown shown = SHOWN.get();
    return shown == null || number >= all.size() || isShown(all.get(number), shown);
  }

  private boolean isShown(Snippet snippet, Shown shown) {
    return snippet instanceof ImportSnippet
        ? shown.ofStart() || !ofStart.contains(snippet)
        : snippet instanceof PersistentSnippet named && shown.names().contains(named.name());
  }

  @Override
  public Snippet get(int index) {
    return all.get(index);
  }

  @Override
  public Snippet set(int index, Snippet snippet) {
    return all.set(index, snippet);
  }

  @Override
  public void add(int index, Snippet snippet) {
    all.add(index, snippet);
  }

  @Override
  public int size() {
    return all.size();
  }
}
