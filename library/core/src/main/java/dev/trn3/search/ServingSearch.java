package dev.trn3.search;

import static dev.trn3.sweep.ServingMeasures.costPerMillionOutputTokens;
import static dev.trn3.sweep.ServingMeasures.eachToken;
import static dev.trn3.sweep.ServingMeasures.firstToken;
import static dev.trn3.sweep.ServingMeasures.requestsAsPromised;
import static dev.trn3.sweep.ServingMeasures.slowEndKeepsPace;

import dev.trn3.experiment.Serving;
import dev.trn3.experiment.ServingContent;
import dev.trn3.experiment.ServingPlans;
import dev.trn3.experiment.ServingResult;
import dev.trn3.parallelism.Plan;
import dev.trn3.serving.ServiceLevel;
import dev.trn3.sweep.Engine;
import dev.trn3.sweep.Measure;
import dev.trn3.sweep.Point;
import dev.trn3.sweep.ServingSubject;
import dev.trn3.sweep.Sweep;
import dev.trn3.sweep.SweepResult;
import dev.trn3.sweep.Values;
import dev.trn3.units.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The best way to serve a model: every plan of a replica for every combination of some settings,
 * each simulated with the requests that come. Each step gives a new value; nothing is computed
 * before {@link #run}.
 *
 * <pre>{@code
 * search(serving(GPT_OSS_120B).on(TRN3_ULTRASERVER_GEN2).load(perSecond(20))
 *         .slo(timeToFirstToken(seconds(0.5)), timePerOutputToken(milliseconds(20))), minutes(2))
 *     .over("chips", 4, 8, 16)
 *     .minimise(costPerMillionOutputTokens())
 *     .run()
 * }</pre>
 *
 * <p>What was promised by {@code slo(...)} is a limit: designs that break it are left out, and
 * counted. The answer is exact within the space: everything is simulated.
 */
public final class ServingSearch {

  private static final String TENSOR = "tensor";
  private static final String SPREAD = "spreadExperts";

  private final ServingSubject subject;
  private final Sweep<ServingResult> settings;
  private final List<ServingGoal> objectives;
  private final List<ServingGoal> limits;

  private ServingSearch(
      ServingSubject subject,
      Sweep<ServingResult> settings,
      List<ServingGoal> objectives,
      List<ServingGoal> limits) {
    this.subject = subject;
    this.settings = settings;
    this.objectives = List.copyOf(objectives);
    this.limits = List.copyOf(limits);
  }

  /**
   * A search for the best way to serve; the lowest cost where no objective is said.
   *
   * @param simulated time in which requests arrive, for each design
   */
  public static ServingSearch of(Serving serving, Seconds simulated) {
    Objects.requireNonNull(serving, "search(null, ...) finds nothing; say search(serving(...), …)");
    Serving open = serving.searched().quietly();
    ServingSubject subject = ServingSubject.of(open, simulated);
    List<ServingGoal> promise = new ArrayList<>();
    ServiceLevel level = ServingContent.level(serving);
    if (level.isPromised()) {
      promise.add(ServingGoal.limit(requestsAsPromised(), true, 100 * level.share()));
    }
    return new ServingSearch(subject, Sweep.of(subject), List.of(), promise);
  }

  /**
   * One more setting to choose, as an axis of a sweep: {@code over("chips", 4, 8, 16)}.
   *
   * @throws IllegalArgumentException as {@link Sweep#over}, and for what is searched anyway
   */
  public ServingSearch over(String setting, Object... values) {
    return over(setting, Values.of(values));
  }

  /** One more setting to choose. */
  public ServingSearch over(String setting, Values values) {
    ServingSubject.requireSetting(setting);
    return with(settings.over(setting, values));
  }

  /** Settings that break the rule are left out. */
  public ServingSearch where(String rule, Predicate<Point> holds) {
    return with(settings.where(rule, holds));
  }

  /** What to make as small as possible. */
  public ServingSearch minimise(Measure<? super ServingResult> measure) {
    return first(ServingGoal.objective(measure, false));
  }

  /** What to make as large as possible. */
  public ServingSearch maximise(Measure<? super ServingResult> measure) {
    return first(ServingGoal.objective(measure, true));
  }

  private ServingSearch first(ServingGoal goal) {
    if (!objectives.isEmpty()) {
      throw new IllegalArgumentException(
          "\"%s\" is the objective already; add a second one by pareto(...)"
              .formatted(objectives.get(0).measure().name()));
    }
    return new ServingSearch(subject, settings, List.of(goal), limits);
  }

  /**
   * A further objective, to make large if it is better when higher, such as tokens per second, and
   * else small: the result is then every design that none beats in all of them.
   *
   * @throws IllegalStateException if there is no first one
   */
  public ServingSearch pareto(Measure<? super ServingResult> measure) {
    if (objectives.isEmpty()) {
      throw new IllegalStateException("say a first objective before pareto(...): minimise(...)");
    }
    List<ServingGoal> more = new ArrayList<>(objectives);
    more.add(ServingGoal.further(measure));
    return new ServingSearch(subject, settings, more, limits);
  }

  /** The largest value that a measure may have. */
  public ServingSearch atMost(Measure<? super ServingResult> measure, double value) {
    return with(ServingGoal.limit(measure, false, value));
  }

  /** The smallest value that a measure may have. */
  public ServingSearch atLeast(Measure<? super ServingResult> measure, double value) {
    return with(ServingGoal.limit(measure, true, value));
  }

  private ServingSearch with(ServingGoal limit) {
    List<ServingGoal> more = new ArrayList<>(limits);
    more.add(limit);
    return new ServingSearch(subject, settings, objectives, more);
  }

  private ServingSearch with(Sweep<ServingResult> other) {
    return new ServingSearch(subject, other, objectives, limits);
  }

  /** Shows no progress. */
  public ServingSearch quietly() {
    return with(settings.quietly());
  }

  /** Where it is computed. Default: all processors of this machine. */
  public ServingSearch on(Engine where) {
    return with(settings.on(where));
  }

  /**
   * Simulates every design.
   *
   * <p>An interrupt ends it: the result then holds the best of what was done, and says so.
   *
   * @throws IllegalArgumentException if no design keeps all limits; the message says why
   * @throws IllegalStateException if it is interrupted before a design was found; the message says
   *     how much was not reached
   */
  public ServingSearchResult run() {
    List<ServingGoal> sought =
        objectives.isEmpty()
            ? List.of(ServingGoal.objective(costPerMillionOutputTokens(), false))
            : objectives;
    Map<String, Measure<? super ServingResult>> columns = new LinkedHashMap<>();
    Stream.concat(sought.stream(), limits.stream())
        .map(ServingGoal::measure)
        .forEach(measure -> columns.putIfAbsent(measure.name(), measure));
    List.of(firstToken(99), eachToken(50), costPerMillionOutputTokens())
        .forEach(measure -> columns.putIfAbsent(measure.name(), measure));
    columns.putIfAbsent(slowEndKeepsPace().name(), slowEndKeepsPace());
    Sweep<ServingResult> all = withPlans();
    for (Measure<? super ServingResult> each : columns.values()) {
      all = measured(all, each);
    }
    SweepResult played = all.runForAnother();
    ServingSearchResult result = ServingSearchResult.of(played, sought, limits, settings.isQuiet());
    return Interruption.shown(result, !played.isComplete() && !settings.isQuiet());
  }

  @SuppressWarnings("varargs") // One measure at a time.
  private static Sweep<ServingResult> measured(
      Sweep<ServingResult> sweep, Measure<? super ServingResult> measure) {
    return sweep.measure(measure);
  }

  /** The settings and, for each, every plan of a replica that its machine has chips for. */
  private Sweep<ServingResult> withPlans() {
    TreeSet<Integer> degrees = new TreeSet<>();
    boolean spreads = false;
    List<Point> points = settings.combinations().points();
    for (Point point : points) {
      for (Plan plan : candidates(point)) {
        degrees.add(plan.tensor());
        spreads |= plan.expert() > 1;
      }
    }
    if (points.isEmpty()) {
      throw new IllegalArgumentException("the rules leave no combination of settings");
    }
    if (degrees.isEmpty()) {
      subject.with(points.get(0)); // Says what is wrong with it.
    }
    Sweep<ServingResult> all = settings.over(TENSOR, degrees.toArray());
    all = spreads ? all.over(SPREAD, false, true) : all;
    return all.where(
        "the plan is none for this model and machine", point -> isTried(point, degrees.first()));
  }

  /** Settings of which there is no service are tried once, and so listed with what is wrong. */
  private boolean isTried(Point point, int fewest) {
    List<Plan> plans = candidates(point);
    return plans.isEmpty()
        ? point.integer(TENSOR) == fewest && !isSpread(point)
        : plans.contains(ServingSubject.plan(point))
            && !(point.integer(TENSOR) == 1 && isSpread(point));
  }

  /** The plans of a replica; none if there is no service of these settings. */
  private List<Plan> candidates(Point point) {
    Serving serving;
    try {
      serving = subject.with(point);
    } catch (IllegalArgumentException e) {
      return List.of(); // The run reports it.
    }
    return ServingPlans.candidates(serving);
  }

  private static boolean isSpread(Point point) {
    return point.has(SPREAD) && point.get(SPREAD, Boolean.class);
  }

  @Override
  public String toString() {
    return "search for %s; .run() computes it".formatted(subject.title());
  }
}
