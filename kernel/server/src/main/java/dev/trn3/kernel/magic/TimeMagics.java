package dev.trn3.kernel.magic;

import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.evaluation.Outcome.Failed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How long code takes. */
public final class TimeMagics {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final int MILLI_DIGITS = 3;
  private static final double SHORTEST = 0.1;
  private static final double LONGEST = 365 * 86_400.0;

  /** IPython's options in front of code; {@code -n * 2} is Java. */
  private static final Pattern OPTIONS = Pattern.compile("-(?:[nr]\\s*\\d+|[qo])\\s+[\\w(\"]");

  private static final String MEASURE = "dev.trn3.worker.Repeated.measure(() -> ";

  /** What a statement may end with. */
  private static final String END = ";}";

  private static final Pattern COLUMN = Pattern.compile(", column (\\d+)$");

  private TimeMagics() {}

  static List<Magic> all() {
    return List.of(
        Magic.ofJava(
            "%time",
            "JAVA", "runs the rest of the line and says how long it took", TimeMagics::time),
        Magic.ofJava("%%time", "", "runs the cell and says how long it took", TimeMagics::time),
        Magic.ofJava(
            "%timeit",
            "JAVA", "runs it again and again, and says how long once takes", TimeMagics::timeIt),
        Magic.of(
                "%timeout",
                "[SECONDS | off]",
                "stops each later cell that takes longer, not counting input and breakpoints; handlers of"
                    + " widgets have no limit; without a number, shows it",
                TimeMagics::timeOut)
            .with("off"));
  }

  private static Outcome timeOut(Call call, Workspace at) throws Refusal {
    List<String> words = call.words(0, 1, "[SECONDS | off]");
    if (words.isEmpty()) {
      Duration limit = at.timeLimit();
      return Magic.text(limit.isZero() ? "no limit" : seconds(limit));
    }
    at.limitTime(words.get(0).equals("off") ? Duration.ZERO : limit(words.get(0)));
    return Done.NOTHING;
  }

  private static Duration limit(String seconds) throws Refusal {
    try {
      double limit = Double.parseDouble(seconds);
      if (limit >= SHORTEST && limit <= LONGEST) {
        return Duration.ofMillis(Math.round(limit * 1000));
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new Refusal(
        "\"%s\" is no number of seconds from 0.1 to a year; %%timeout 30, or %%timeout off"
            .formatted(seconds));
  }

  /** A time limit for a person to read. */
  public static String seconds(Duration limit) {
    return BigDecimal.valueOf(limit.toMillis(), MILLI_DIGITS).stripTrailingZeros().toPlainString()
        + " s";
  }

  private static Outcome time(Call call, Workspace at) throws Refusal {
    String java = call.someJava();
    long inCells = at.nanosInCells();
    long start = System.nanoTime();
    Outcome outcome = at.java(java);
    double whole = (System.nanoTime() - start) / NANOS_PER_MILLI;
    double run = (at.nanosInCells() - inCells) / NANOS_PER_MILLI;
    if (outcome instanceof Failed && run == 0) {
      return outcome; // Nothing has run.
    }
    at.print(
        outcome instanceof Failed ? "stderr" : "stdout",
        String.format(
            Locale.ROOT,
            "Time: %s to run, %s with compiling and showing%n",
            duration(run),
            duration(whole)));
    return outcome;
  }

  private static String duration(double millis) {
    return millis < 1000
        ? String.format(Locale.ROOT, "%.3g ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1000);
  }

  private static Outcome timeIt(Call call, Workspace at) throws Refusal {
    String java = call.someJava().stripTrailing();
    if (OPTIONS.matcher(java.strip()).lookingAt()) {
      throw new Refusal("%timeit finds out itself how often to run; leave its options out");
    }
    String body = java.strip();
    boolean expression = at.isExpression(java);
    if (expression && body.endsWith(";")) {
      body = body.substring(0, body.length() - 1);
    }
    Outcome outcome = expression ? asExpression(body, call, at) : asStatement(body, call, at);
    boolean isNone = outcome instanceof Failed failed && failed.message().equals("not a statement");
    return isNone ? asExpression(body, call, at) : outcome; // What it lacks is said better there.
  }

  private static Outcome asExpression(String body, Call call, Workspace at) {
    return measured(MEASURE, body, ")", call, at);
  }

  private static Outcome asStatement(String body, Call call, Workspace at) {
    boolean ends = END.indexOf(body.charAt(body.length() - 1)) >= 0;
    return measured(MEASURE + "{ ", body, ends ? " })" : "; })", call, at);
  }

  /** The code stays on its line of the cell, with what it needs put around it. */
  private static Outcome measured(String lead, String body, String tail, Call call, Workspace at) {
    Outcome outcome = at.java("\n".repeat(call.line()) + lead + body + tail);
    return outcome instanceof Failed failed && failed.name().equals("CompilationError")
        ? asTyped(failed, lead, body, tail)
        : outcome;
  }

  /** What the compiler rejects, without what was put around it. */
  private static Failed asTyped(Failed failed, String lead, String body, String tail) {
    String typed = "%timeit ";
    int more = lead.length() - typed.length();
    List<String> traceback =
        failed.traceback().stream()
            .map(line -> line.replace(lead + body + tail, typed + body))
            .map(line -> line.replaceFirst(" {" + more + "}(?= *\\^)", ""))
            .map(line -> COLUMN.matcher(line).replaceFirst(found -> column(found, more)))
            .toList();
    return new Failed(failed.name(), failed.message(), traceback);
  }

  private static String column(MatchResult found, int more) {
    return ", column " + Math.max(1, Integer.parseInt(found.group(1)) - more);
  }
}
