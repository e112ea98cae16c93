package dev.trn3.kernel.session;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

  private final SourceCodeAnalysis analysis;
  private boolean putOff;

  private Indexing(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Puts it off until it is wanted, but not for long: all JShells share the thread that waits. */
  static Indexing putOff(SourceCodeAnalysis analysis) {
    Indexing indexing = new Indexing(analysis);
    indexing.putOff = indexing.call("suspendIndexing");
    CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS).execute(indexing::begin);
    return indexing;
  }

  /** From now on it may go on. */
  synchronized void begin() {
    if (putOff) {
      putOff = false;
      call("resumeIndexing");
    }
  }

  /**
   * Waits until all is read, and packs it. JShell keeps a set for each simple name, nearly all of
   * them of one class: 6 MB, which become 1.
   */
  void finish() {
    begin();
    if (call("waitBackgroundTaskFinished")) {
      pack();
    }
  }

  private void pack() {
    try {
      Object indexes = field(analysis, "currentIndexes");
      synchronized (indexes) { // As JShell does where it reads them.
        for (Object index : ((Map<?, ?>) indexes).values()) {
          pack((Map<?, ?>) field(index, "classSimpleName2FQN"));
        }
      }
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      // It stays as large as it is.
    }
  }

  @SuppressWarnings("unchecked") // What a map of collections of texts gives, and takes.
  private static void pack(Map<?, ?> classesByName) {
    ((Map<String, Collection<String>>) classesByName)
        .replaceAll((name, classes) -> List.copyOf(classes));
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
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
