package dev.trn3.kernel.session;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import jdk.jshell.SourceCodeAnalysis;

/**
 * When JShell reads which classes there are, for completion and for hints.
 *
 * <p>It would begin at once and take the processor from the first cell. JShell's own tool puts it
 * off in the same way while it evaluates; where a Java does not let itself be told, it begins at
 * once.
 */
final class Indexing {

  private static final long LONGEST_SECONDS = 5;

  private static final Set<Indexing> PUT_OFF = ConcurrentHashMap.newKeySet();

  private final SourceCodeAnalysis analysis;

  private Indexing(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Puts it off until it is wanted, but not for long: all JShells share the thread that waits. */
  static Indexing putOff(SourceCodeAnalysis analysis) {
    Indexing indexing = new Indexing(analysis);
    if (indexing.call("suspendIndexing")) {
      PUT_OFF.add(indexing);
      CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS).execute(indexing::letGo);
    }
    return indexing;
  }

  /** From now on it may go on; so may that of all others, behind which it would have to wait. */
  static void begin() {
    PUT_OFF.forEach(Indexing::letGo);
  }

  private void letGo() {
    if (PUT_OFF.remove(this)) {
      call("resumeIndexing");
    }
  }

  /**
   * Waits until all is read, and packs it. JShell keeps a set for each simple name, nearly all of
   * them of one class: 9 MB, which become 2.
   */
  void finish() {
    begin();
    if (call("waitBackgroundTaskFinished")) {
      pack();
    }
  }

  /** In the thread that reads them, since all JShells share what was read. */
  private void pack() {
    try {
      Class<?> type = analysis.getClass();
      ExecutorService indexer = (ExecutorService) field(type, null, "INDEXER");
      Map<?, ?> shared = (Map<?, ?>) field(type, null, "PATH_TO_INDEX");
      Map<?, ?> present = (Map<?, ?>) field(type, analysis, "currentIndexes");
      indexer.submit(() -> pack(shared, present)).get();
    } catch (ReflectiveOperationException
        | InaccessibleObjectException
        | RejectedExecutionException e) {
      // A Java that keeps it in another way, or a session that ended: it stays as large as it is.
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof ReflectiveOperationException)) {
        System.err.println("The names of classes stay as large as they are: " + e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Void pack(Map<?, ?> shared, Map<?, ?> present)
      throws ReflectiveOperationException {
    IdentityHashMap<Object, Object> packed = new IdentityHashMap<>();
    for (Object index : shared.values()) {
      packed.put(index, packed(index));
    }
    replace(shared, packed);
    synchronized (present) { // As JShell does where it reads them.
      replace(present, packed);
    }
    return null;
  }

  /** The same index of a jar, a folder or the JDK, with fewer objects. */
  @SuppressWarnings("unchecked") // The field has this type.
  private static Object packed(Object index) throws ReflectiveOperationException {
    Class<?> type = index.getClass();
    Object names = field(type, index, "classSimpleName2FQN");
    if (names instanceof PackedNames) {
      return index;
    }
    Constructor<?> constructor =
        type.getDeclaredConstructor(long.class, Path.class, Set.class, Map.class);
    constructor.setAccessible(true);
    return constructor.newInstance(
        field(type, index, "timestamp"),
        field(type, index, "forPath"),
        field(type, index, "packages"),
        PackedNames.of((Map<String, ? extends Collection<String>>) names));
  }

  @SuppressWarnings("unchecked") // What replaces an object has its type.
  private static void replace(Map<?, ?> indexes, IdentityHashMap<Object, Object> others) {
    ((Map<Object, Object>) indexes).replaceAll((path, index) -> others.getOrDefault(index, index));
  }

  private static Object field(Class<?> type, Object of, String name)
      throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  private boolean call(String name) {
    try {
      Method method = analysis.getClass().getMethod(name);
      method.setAccessible(true);
      method.invoke(analysis);
      return true;
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return false;
    }
  }
}
