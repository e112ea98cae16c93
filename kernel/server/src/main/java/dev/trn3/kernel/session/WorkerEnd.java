package dev.trn3.kernel.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How a worker ended, or that it has not. */
final class WorkerEnd {

  private static final long LAST_WORDS_MILLIS = 2_000;

  private final Process process;
  private final CountDownLatch lastWords = new CountDownLatch(1);
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private volatile boolean begun;
  private volatile String reason; // Why this server has ended it; null where it has not said why.

  WorkerEnd(Process process) {
    this.process = process;
  }

  /** Whether it is known to have ended, or was ended. */
  boolean hasBegun() {
    return begun;
  }

  boolean isAlive() {
    return process.isAlive() && !begun;
  }

  /** It is known to have ended. */
  void begin() {
    begun = true;
  }

  /** Ends it without asking. */
  void kill() {
    begun = true;
    process.destroyForcibly();
  }

  /** Ends it without asking, for a reason that its cells are told. */
  void killAs(String why) {
    if (isAlive()) {
      reason = why;
    }
    kill();
  }

  /** What whoever awaits its answer is told. */
  WorkerGone gone() {
    String how = process.isAlive() ? "does not answer" : "ended with code " + process.exitValue();
    return new WorkerGone("the JVM that runs the cells " + how);
  }

  /** Its exit code; waits for the end, which is near where it was killed or has said goodbye. */
  int code() {
    return process.onExit().join().exitValue();
  }

  /** As the beginning of a sentence; waits as {@link #code} does. */
  String sentence() {
    return reason == null
        ? "It ended with code " + code() + " (System.exit, a crash, or killed for want of memory)"
        : "It was ended, since " + reason;
  }

  /** All that it said was taken. */
  void saidLastWords() {
    lastWords.countDown();
  }

  /** What it printed before it died belongs before the news of its death. */
  void awaitLastWords() {
    try {
      if (!lastWords.await(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)) {
        System.err.println("The last output of an ended worker may be missing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Notes that it has ended, and that nobody waits for its answers any more. */
  void settle() {
    over.complete(null);
  }

  /** Whether it has ended and nobody waits for its answers any more. */
  boolean isOver() {
    return over.isDone();
  }

  /** Does something when it {@link #isOver}; what fails there is the caller's to say. */
  void onceOver(Runnable work) {
    var unused = over.thenRun(work);
  }
}
