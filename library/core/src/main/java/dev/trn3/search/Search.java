package dev.trn3.search;

import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.sweep.Measure;
import dev.trn3.sweep.Point;
import dev.trn3.sweep.Sweep;
import dev.trn3.sweep.TrainingMeasures;
import dev.trn3.sweep.TrainingSubject;
import dev.trn3.sweep.Values;
import dev.trn3.units.Bytes;
import dev.trn3.units.Dollars;
import dev.trn3.units.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The best way to do a training job: all plans for all combinations of some settings. Each step
 * gives a new value; nothing is computed before {@link #run}.
 *
 * <pre>{@code
 * search(training(LLAMA_3_1_405B))
 *     .over("servers", range(1, 64))
 *     .over("precision", BF16, MXFP8)
 *     .tokens(trillions(15)).within(days(30))
 *     .minimise(costPerMillionTokens())
 *     .pareto(stepTime())
 *     .run()
 * }</pre>
 *
 * <p>The answer is exact within the space: what is not evaluated is proven to be no better.
 */
public final class Search {

  private final Training training;
  private final Sweep<TrainingEstimate> settings;
  private final PlanSpace space;
  private final List<Objective> objectives;
  private final List<Limit> limits;
  private final double tokens;
  private final Options options;

  /** How it runs, as opposed to what it finds. */
  record Options(boolean pruned, boolean quiet, int processors) {}

  private Search(
      Training training,
      Sweep<TrainingEstimate> settings,
      PlanSpace space,
      List<Objective> objectives,
      List<Limit> limits,
      double tokens,
      Options options) {
    this.training = training;
    this.settings = settings;
    this.space = space;
    this.objectives = List.copyOf(objectives);
    this.limits = List.copyOf(limits);
    this.tokens = tokens;
    this.options = options;
  }

  /** A search for the best plan of a job; the shortest step where no objective is said. */
  public static Search of(Training training) {
    Objects.requireNonNull(training, "search(null) finds nothing; say search(training(...))");
    return new Search(
        training,
        Sweep.of(training.searched()),
        PlanSpace.wide(),
        List.of(),
        List.of(),
        Double.NaN,
        new Options(true, false, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * One more setting to choose, as an axis of a sweep: {@code over("precision", BF16, MXFP8)}.
   *
   * @throws IllegalArgumentException as {@link Sweep#over}, and for degrees of the plan, which are
   *     searched anyway
   */
  public Search over(String setting, Object... values) {
    TrainingSubject.requireSetting(setting);
    return with(settings.over(setting, values));
  }

  /** One more setting to choose. */
  public Search over(String setting, Values values) {
    TrainingSubject.requireSetting(setting);
    return with(settings.over(setting, values));
  }

  /** Settings that break the rule are left out. */
  public Search where(String rule, Predicate<Point> holds) {
    return with(settings.where(rule, holds));
  }

  /** The plans to choose from. Default: {@link PlanSpace#wide}. */
  public Search plans(PlanSpace some) {
    Objects.requireNonNull(some, "plans(null) are none; leave it out for PlanSpace.wide()");
    return new Search(training, settings, some, objectives, limits, tokens, options);
  }

  /** What to make as small as possible. */
  public Search minimise(Measure<TrainingEstimate> measure) {
    return first(Objective.lower(measure, "maximise"));
  }

  /** What to make as large as possible. */
  public Search maximise(Measure<TrainingEstimate> measure) {
    return first(Objective.higher(measure, "minimise"));
  }

  private Search first(Objective objective) {
    if (!objectives.isEmpty()) {
      throw new IllegalArgumentException(
          "\"%s\" is the objective already; add a second one by pareto(...)"
              .formatted(objectives.get(0).measure().name()));
    }
    return with(objectives, objective);
  }

  /**
   * A further objective: the result is then every design that none beats in all of them.
   *
   * @throws IllegalStateException if there is no first one
   */
  public Search pareto(Measure<TrainingEstimate> measure) {
    if (objectives.isEmpty()) {
      throw new IllegalStateException("say a first objective before pareto(...): minimise(...)");
    }
    return with(objectives, new Objective(measure));
  }

  private Search with(List<Objective> some, Objective another) {
    List<Objective> more = new ArrayList<>(some);
    more.add(another);
    return new Search(training, settings, space, more, limits, tokens, options);
  }

  /** Tokens of the whole run, for {@link #within} and {@link #budget}. */
  public Search tokens(double count) {
    TrainingMeasures.trainingTime(count); // Refuses what is no number of tokens.
    return new Search(training, settings, space, objectives, limits, count, options);
  }

  /**
   * The longest that the run may take, failures and checkpoints included.
   *
   * @throws IllegalArgumentException if that is no time above 0
   * @throws IllegalStateException if {@link #tokens} was not said before
   */
  public Search within(Seconds deadline) {
    Objects.requireNonNull(deadline, "within(null) is no deadline; say within(days(30))");
    if (!(deadline.si() > 0)) {
      throw new IllegalArgumentException(
          "no run is done within(%s); give it a time above 0, such as within(days(30))"
              .formatted(deadline));
    }
    requireTokens("within(%s)".formatted(deadline));
    return with(Limit.atMost(TrainingMeasures.trainingTime(tokens), deadline.days()));
  }

  /**
   * The most that the run may cost, failures and checkpoints included.
   *
   * @throws IllegalArgumentException if that is not above $0
   * @throws IllegalStateException if {@link #tokens} was not said before
   */
  public Search budget(Dollars most) {
    Objects.requireNonNull(most, "budget(null) is no budget; say budget(dollars(5_000_000))");
    if (most.amount().signum() <= 0) {
      throw new IllegalArgumentException(
          "no run costs as little as budget(%s); give it an amount above $0, such as budget(dollars(5_000_000))"
              .formatted(most));
    }
    requireTokens("budget(%s)".formatted(most));
    return with(Limit.atMost(TrainingMeasures.trainingCost(tokens), most.amount().doubleValue()));
  }

  private void requireTokens(String word) {
    if (Double.isNaN(tokens)) {
      throw new IllegalStateException(
          word + " needs to know the run; say .tokens(trillions(15)) before it");
    }
  }

  /**
   * The most memory that each chip may need; its own memory is the limit anyway.
   *
   * @throws IllegalArgumentException if that is not above 0
   */
  public Search memoryAtMost(Bytes perChip) {
    Objects.requireNonNull(perChip, "memoryAtMost(null) is no limit; say gigabytes(80)");
    if (!(perChip.si() > 0)) {
      throw new IllegalArgumentException(
          "no plan needs as little as memoryAtMost(%s); give it an amount above 0, such as gigabytes(80)"
              .formatted(perChip));
    }
    return with(Limit.atMost(TrainingMeasures.memoryPerChip(), perChip.si() / 0x1p30));
  }

  /** The largest value of a measure that is better when lower. */
  public Search atMost(Measure<TrainingEstimate> measure, double value) {
    return with(Limit.atMost(measure, value));
  }

  /** The smallest value of a measure that is better when higher. */
  public Search atLeast(Measure<TrainingEstimate> measure, double value) {
    return with(Limit.atLeast(measure, value));
  }

  private Search with(Limit limit) {
    List<Limit> more = new ArrayList<>(limits);
    more.add(limit);
    return new Search(training, settings, space, objectives, more, tokens, options);
  }

  private Search with(Sweep<TrainingEstimate> other) {
    return new Search(training, other, space, objectives, limits, tokens, options);
  }

  private Search with(Options other) {
    return new Search(training, settings, space, objectives, limits, tokens, other);
  }

  /** Evaluates every plan, also those that are proven to be no better. */
  public Search exhaustively() {
    return with(new Options(false, options.quiet(), options.processors()));
  }

  /** Shows no progress. */
  public Search quietly() {
    return with(new Options(options.pruned(), true, options.processors()));
  }

  /** Uses so many processors. Default: all. */
  public Search processors(int count) {
    if (count < 1 || count > 1024) {
      throw new IllegalArgumentException("use 1 to 1024 processors, not " + count);
    }
    return with(new Options(options.pruned(), options.quiet(), count));
  }

  /**
   * Searches.
   *
   * <p>An interrupt ends it: the result then holds the best of what was done, and says so.
   *
   * @throws IllegalArgumentException if no design keeps all limits; the message says which limit
   *     excludes how many
   * @throws IllegalStateException if it is interrupted before a design was found; the message says
   *     how much was not reached
   */
  public SearchResult run() {
    List<Objective> sought =
        objectives.isEmpty() ? List.of(new Objective(TrainingMeasures.stepTime())) : objectives;
    return new SearchRun(
            new TrainingSubject(training.searched()),
            settings.combinations(),
            space,
            sought,
            limits,
            options)
        .result();
  }

  @Override
  public String toString() {
    return "search for %s; .run() computes it".formatted(new TrainingSubject(training).title());
  }
}
