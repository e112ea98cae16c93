package dev.trn3.kernel.session;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;

/**
 * The compiler of a session, taken in turns by cells and questions: each can be stopped where it
 * keeps the compiler at work for ever, and then has changed nothing.
 */
final class StoppableCompiler {

  private final CompilerTurn turn;
  private final JShell shell;
  private final Queue<Snippet> dropped = new ConcurrentLinkedQueue<>();
  private final Compilers compilers;
  private final Asking asking;
  private final SnippetStates states;
  private final LiveNames names;
  private final RemoteExecution execution;

  /**
   * The compiler of this JShell.
   *
   * @param turn taken by whoever compiles; the execution lets go of it while code runs
   * @param names that take the place of JShell's own list, whose states are kept
   */
  StoppableCompiler(CompilerTurn turn, JShell shell, LiveNames names, RemoteExecution execution) {
    this.turn = turn;
    this.shell = shell;
    this.names = names;
    this.execution = execution;
    compilers = Compilers.of(shell);
    asking = new Asking(turn, compilers);
    states = SnippetStates.of(shell);
  }

  /** Does something with the compiler, when nobody else does. */
  <T> T compiling(Supplier<T> work) {
    return turn.take(() -> compilers.during(() -> dropAnd(work)));
  }

  /** Answers a question in its turn, unless that does not come soon; see {@link Asking}. */
  <T> T asking(Supplier<T> work) {
    return asking.during(() -> dropAnd(work));
  }

  /**
   * Drops what nobody needs any more: at once where the compiler is free, else with its next work.
   */
  void drop(Snippet snippet) {
    dropped.add(snippet);
    turn.takeWithin(0, () -> compilers.during(() -> dropAnd(() -> true)));
  }

  private <T> T dropAnd(Supplier<T> work) {
    for (Snippet next = dropped.peek(); next != null; next = dropped.peek()) {
      drop(next, dropped);
    }
    return work.get();
  }

  /** A stop is of the work that is to follow; whoever compiles next drops the snippet then. */
  private void drop(Snippet snippet, Queue<Snippet> from) {
    try {
      shell.drop(snippet);
      from.remove();
    } catch (RuntimeException | Error e) {
      if (compilers.isStopped()) {
        throw e;
      }
      from.remove();
      System.err.println("What is not needed any more was not dropped: " + e);
    }
  }

  /**
   * As {@link #asking(Supplier)}.
   *
   * @param millis how long it may wait for its turn
   */
  <T> T asking(long millis, Supplier<T> work) {
    return asking.during(millis, work);
  }

  /** Does something with what all sessions share, see {@link CompilerTurn#takeAlone}. */
  void alone(Runnable work) {
    turn.takeAlone(work);
  }

  /** Does something for which others may compile meanwhile. */
  <T> T paused(Supplier<T> work) {
    int holds = turn.pause();
    try {
      return work.get();
    } finally {
      turn.resume(holds);
    }
  }

  /**
   * Stops the compiler where it works for this thread, or on a question for which this thread
   * waits; to be repeated until it has ended.
   *
   * @return whether it works for this thread, though it may be that it cannot be stopped
   */
  boolean stop(Thread thread) {
    if (turn.isAwaitedBy(thread)) {
      asking.stop();
      return false;
    }
    return compilers.stop(thread);
  }

  /** Evaluates code that may be stopped: then all names are what they were before. */
  List<SnippetEvent> evaluating(String code, Supplier<List<SnippetEvent>> evaluation) {
    if (!compilers.canBeStopped()) {
      return evaluation.get();
    }
    // Most code changes none, and to look at all of them takes as long as it does.
    Runnable take = names.mayChange(code) ? states::take : states::letGo;
    take.run();
    execution.onProgress(new RemoteExecution.Progress(compilers::delivers, states::letGo, take));
    try {
      return evaluation.get();
    } catch (RuntimeException | Error e) {
      if (compilers.isStopped()) {
        states.restore();
      }
      throw e;
    } finally {
      execution.onProgress(RemoteExecution.Progress.UNTOLD);
      states.letGo();
    }
  }
}
