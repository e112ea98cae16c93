package dev.trn3.kernel.session;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
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
