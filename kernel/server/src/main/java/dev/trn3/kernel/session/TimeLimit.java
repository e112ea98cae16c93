package dev.trn3.kernel.session;

import dev.trn3.kernel.evaluation.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How long a cell may take. The time in which it waits for a person does not count: for an answer,
 * or at a breakpoint. Since a debugger holds threads rather than cells, no time counts while it
 * holds one.
 */
final class TimeLimit {

  private static final Duration LOOK = Duration.ofMillis(100);

  /** A cell that sets the limit, which must work however short the former limit was. */
  private static final Pattern SETS_IT = Pattern.compile("\\s*%timeout\\b.*\\s*");

  private final Interrupter interrupter;
  private final BooleanSupplier held;
  private final Consumer<RunningCell> stop;
  private final Map<Integer, Integer> cellsByQuestion = new ConcurrentHashMap<>();
  private volatile Duration allowed = Duration.ZERO;

  /**
   * No limit yet.
   *
   * @param held whether a debugger holds a thread
   * @param stop stops a cell that took too long
   */
  TimeLimit(Interrupter interrupter, BooleanSupplier held, Consumer<RunningCell> stop) {
    this.interrupter = interrupter;
    this.held = held;
    this.stop = stop;
  }

  /** How long a cell may take; zero where there is no limit. */
  Duration allowed() {
    return allowed;
  }

  /** Limits the time of later cells. */
  void allow(Duration limit) {
    allowed = limit;
  }

  /** A cell asks the person in front. */
  void asks(int cell, int question) {
    cellsByQuestion.put(question, cell);
  }

  /** The person has answered. */
  void answered(int question) {
    cellsByQuestion.remove(question);
  }

  /** Runs a cell of this text, and stops it where it takes longer than it may. */
  Outcome during(RunningCell run, String code, Supplier<Outcome> work) {
    Duration limit = allowed;
    if (limit.isZero() || SETS_IT.matcher(code).matches()) {
      return work.get();
    }
    Clock clock = new Clock(run, limit);
    clock.look();
    try {
      return work.get();
    } finally {
      clock.end();
      cellsByQuestion.values().removeIf(cell -> cell == run.serial());
    }
  }

  /** The time that one cell has left. */
  private final class Clock {

    private final RunningCell run;
    private final Duration limit;
    private Duration left;
    private long looked = System.nanoTime();
    private Future<?> next;
    private boolean ended;

    Clock(RunningCell run, Duration limit) {
      this.run = run;
      this.limit = limit;
      left = limit;
    }

    synchronized void look() {
      if (ended) {
        return;
      }
      long now = System.nanoTime();
      if (!held.getAsBoolean() && !cellsByQuestion.containsValue(run.serial())) {
        left = left.minusNanos(now - looked);
      }
      looked = now;
      if (left.compareTo(Duration.ZERO) > 0) {
        next = interrupter.after(left.compareTo(LOOK) < 0 ? left : LOOK, this::look);
      } else {
        run.tookLongerThan(limit);
        stop.accept(run);
      }
    }

    /** Afterwards nothing is stopped any more, such as the next cell. */
    synchronized void end() {
      ended = true;
      next.cancel(false);
    }
  }
}
