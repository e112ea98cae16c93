package dev.trn3.sweep;

import dev.trn3.display.Display;
import dev.trn3.experiment.Serving;
import dev.trn3.experiment.ServingResult;
import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.units.Seconds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Many questions asked at once: a simulation for every combination of some axes. Each step gives a
 * new value; nothing is computed before {@link #run}.
 *
 * <pre>{@code
 * sweep(training(LLAMA_3_1_405B).precision(MXFP8))
 *     .over("servers", 1, 2, 4, 8)
 *     .over("precision", BF16, MXFP8)
 *     .measure(stepTime(), mfu())
 *     .run()
 * }</pre>
 *
 * <p>The rows of the result are in the order of the axes, the last varying fastest, whatever
 * computed them and how often it was interrupted.
 *
 * @param <R> what the simulation gives
 */
public final class Sweep<R> {

  private static final String NO_FILE =
      "checkpoint(null) is no file; name one, such as checkpoint(\"sweep.jsonl\")";

  private final Subject<R> subject;
  private final List<Axis> axes;
  private final List<Constraint> constraints;
  private final List<Measure<? super R>> measures;
  private final Settings settings;

  private Sweep(
      Subject<R> subject,
      List<Axis> axes,
      List<Constraint> constraints,
      List<Measure<? super R>> measures,
      Settings settings) {
    this.subject = subject;
    this.axes = List.copyOf(axes);
    this.constraints = List.copyOf(constraints);
    this.measures = List.copyOf(measures);
    this.settings = settings;
  }

  /** A sweep of whatever computes something. */
  public static <R> Sweep<R> of(Subject<R> subject) {
    return new Sweep<>(subject, List.of(), List.of(), List.of(), Settings.standard());
  }

  /** A sweep of settings of a training job. */
  public static Sweep<TrainingEstimate> of(Training training) {
    Objects.requireNonNull(training, "sweep(null) sweeps nothing; say sweep(training(...))");
    return of(new TrainingSubject(training));
  }

  /** A sweep of settings of a service, each combination simulated for so long. */
  public static Sweep<ServingResult> of(Serving serving, Seconds simulated) {
    Objects.requireNonNull(serving, "sweep(null) sweeps nothing; say sweep(serving(...), ...)");
    return of(ServingSubject.of(serving, simulated));
  }

  /** A sweep of a function of the combination. */
  public static <R> Sweep<R> of(Body<R> body) {
    return of(
        new BodySubject<>(
            "Sweep",
            Optional.empty(),
            Objects.requireNonNull(body, "sweep(null) sweeps nothing; say sweep(point -> ...)")));
  }

  /**
   * One more axis with these values: numbers, constants, machines, models; or with those of a
   * collection or an array.
   *
   * @throws IllegalArgumentException if there is no value, one is there twice, or the axis is there
   *     already or is none of the simulation; the message names those that are
   */
  public Sweep<R> over(String name, Object... values) {
    return over(name, Values.of(values));
  }

  /** One more axis with these values, such as {@code range(1, 64)} or {@code logRange(1, 8, 4)}. */
  public Sweep<R> over(String name, Values values) {
    Axis axis = new Axis(name, values.list(), Optional.empty());
    subject.require(axis);
    if (axes.stream().anyMatch(each -> each.name().equals(name))) {
      throw new IllegalArgumentException("axis \"%s\" is there already".formatted(name));
    }
    return withAxes(with(axes, axis));
  }

  /**
   * Where the last axis applies, judged by the axes before it. Elsewhere it is left out, and the
   * combination is tried once without it.
   *
   * @throws IllegalStateException if there is no axis yet
   */
  public Sweep<R> when(Predicate<Point> condition) {
    Objects.requireNonNull(condition, "when(null) is no condition; say when(point -> …)");
    if (axes.isEmpty()) {
      throw new IllegalStateException("when(...) follows the axis that it is about: over(...)");
    }
    List<Axis> some = new ArrayList<>(axes);
    some.set(axes.size() - 1, axes.get(axes.size() - 1).when(condition));
    return withAxes(some);
  }

  /**
   * Combinations that break the rule are skipped, and listed with it.
   *
   * @throws IllegalArgumentException if the rule has no words or no condition; from {@link #run},
   *     if the condition throws
   */
  public Sweep<R> where(String rule, Predicate<Point> holds) {
    return new Sweep<>(
        subject, axes, with(constraints, new Constraint(rule, holds)), measures, settings);
  }

  /** What to read off each result: one column for each of these. */
  @SafeVarargs
  public final Sweep<R> measure(Measure<? super R>... columns) {
    List<Measure<? super R>> more = new ArrayList<>(measures);
    for (Measure<? super R> column : columns) {
      if (column == null) {
        throw new IllegalArgumentException("measure(null) reads nothing; say one, or none for all");
      }
      if (more.stream().anyMatch(each -> each.name().equals(column.name()))) {
        throw new IllegalArgumentException(
            "\"%s\" is measured already; columns need names of their own".formatted(column.name()));
      }
      more.add(column);
    }
    return new Sweep<>(subject, axes, constraints, more, settings);
  }

  /** One more column, read off each result by a function. */
  public Sweep<R> measure(String name, String unit, Measure.Reading<R> value) {
    return measure(Measure.of(name, unit, value));
  }

  /**
   * Leaves out the ends of the 80 % interval of each measure that has one, for a table of fewer
   * columns. Those of costs also span the prices that may hold.
   */
  public Sweep<R> withoutIntervals() {
    return with(settings.withoutIntervals());
  }

  /** Another start for the random numbers of all combinations. Default 1. */
  public Sweep<R> seed(long start) {
    return with(settings.withSeed(start));
  }

  /** Where it is computed. Default: all processors of this machine. */
  public Sweep<R> on(Engine where) {
    Objects.requireNonNull(where, "on(null) computes nowhere; leave it out for all processors");
    return with(settings.on(where));
  }

  /**
   * Writes what is done to a file, and does not do again what is there. The file is text, one line
   * of JSON for each combination. It is good only for the version of the library that wrote it,
   * with the same facts and calibration.
   */
  public Sweep<R> checkpoint(Path file) {
    Objects.requireNonNull(file, NO_FILE);
    return with(settings.withCheckpoint(file));
  }

  /** Writes what is done to a file, as {@link #checkpoint(Path)}. */
  public Sweep<R> checkpoint(String file) {
    Objects.requireNonNull(file, NO_FILE);
    return checkpoint(Path.of(file));
  }

  /** Computes everything again, also what an earlier sweep of this program has computed. */
  public Sweep<R> afresh() {
    return with(settings.afresh());
  }

  /** Shows no progress. */
  public Sweep<R> quietly() {
    return with(settings.quietly());
  }

  /** True if it shows no progress. */
  public boolean isQuiet() {
    return settings.quiet();
  }

  /**
   * Gives the function that is swept a name, under which its results are kept. Change it whenever
   * the function changes.
   *
   * @throws IllegalStateException if what is swept has a name already
   */
  public Sweep<R> named(String name) {
    Objects.requireNonNull(name, "named(null) is no name; leave it out, and nothing is kept");
    if (!(subject instanceof BodySubject<R> body)) {
      throw new IllegalStateException(
          "%s needs no name: it is known by what it holds".formatted(subject.title()));
    }
    return new Sweep<>(
        new BodySubject<>(name, Optional.of(name), body.body()),
        axes,
        constraints,
        measures,
        settings);
  }

  /**
   * Computes every combination.
   *
   * <p>An interrupt ends it: the result then holds what was done. Where results are kept, running
   * it again goes on from there.
   *
   * @throws IllegalArgumentException if there is no axis, nothing to measure, if an axis is called
   *     as a measure is, or if the checkpoint belongs to another sweep
   */
  public SweepResult run() {
    SweepResult result = runForAnother();
    if (!result.isComplete() && !settings.quiet()) {
      // An interrupted cell ends before it can show its value.
      Display.display(result);
    }
    return result;
  }

  /** As {@link #run}, for a question that shows what an interrupt leaves of it in its own way. */
  public SweepResult runForAnother() {
    if (axes.isEmpty()) {
      throw new IllegalArgumentException("a sweep needs an axis: .over(\"servers\", 1, 2, 4)");
    }
    List<Measure<? super R>> columns = measures.isEmpty() ? subject.measures() : measures;
    for (Measure<? super R> column : columns) {
      if (axes.stream()
          .anyMatch(axis -> axis.name().strip().equalsIgnoreCase(column.name().strip()))) {
        throw new IllegalArgumentException(
            "\"%s\" is both an axis and measured; columns need names of their own"
                .formatted(column.name()));
      }
    }
    Task<R> task = new Task<>(subject, columns, settings.intervals());
    return new SweepRun<>(task, axes, combinations(), settings).result();
  }

  /** The combinations that it would compute, and those that a rule excludes. */
  public Combinations combinations() {
    return Combinations.of(axes, constraints, settings.seed());
  }

  private Sweep<R> withAxes(List<Axis> some) {
    return new Sweep<>(subject, some, constraints, measures, settings);
  }

  private Sweep<R> with(Settings other) {
    return new Sweep<>(subject, axes, constraints, measures, other);
  }

  private static <T> List<T> with(List<T> some, T another) {
    List<T> more = new ArrayList<>(some);
    more.add(another);
    return more;
  }

  @Override
  public String toString() {
    return "sweep of %s over %s; .run() computes it"
        .formatted(subject.title(), String.join(", ", axes.stream().map(Axis::name).toList()));
  }
}
