package dev.trn3.experiment;

import dev.trn3.display.Display;
import dev.trn3.hardware.Machine;
import dev.trn3.inference.ServingErrorBar;
import dev.trn3.parallelism.Plan;
import dev.trn3.serving.Saturation;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What a chip produces against the speed that a user sees: the choices of plan and batch size of
 * which none is better in both.
 *
 * @param serving what is served
 * @param points fastest for the user first
 * @param left choices that were not played before an interrupt; usually 0
 */
public record Frontier(Serving serving, List<Point> points, int left)
    implements Tabular, Plottable {

  private static final int[] BATCHES = {1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512};

  /**
   * One choice.
   *
   * @param plan how a replica is cut
   * @param sequences that it works on at the same time at most
   * @param user tokens per second that a user sees
   * @param chip output tokens of a chip per second
   */
  public record Point(Plan plan, int sequences, Range user, Range chip) {

    /** Tokens per second that a user sees, as the model says. */
    public double interactivity() {
      return user.value();
    }

    /** Output tokens of a chip per second, as the model says. */
    public double tokensPerSecondPerChip() {
      return chip.value();
    }
  }

  /** Copies the list. */
  public Frontier {
    points = List.copyOf(points);
  }

  /** A plan and the sequences that it works on at the same time at most. */
  private record Choice(Plan plan, int sequences) {}

  static Frontier of(Serving serving) {
    Machine machine = serving.said.where();
    List<Plan> plans =
        serving.said.plan.map(List::of).orElseGet(() -> ServingPlans.candidates(serving, machine));
    List<Point> points = new ArrayList<>();
    Deque<Choice> left = new ArrayDeque<>();
    for (Plan plan : plans) {
      for (int batch : BATCHES) {
        left.add(new Choice(plan, batch));
      }
    }
    try {
      playAll(serving.replicas(1), machine, left, points);
      return new Frontier(serving, withEnds(serving.replicas(1), machine, best(points)), 0);
    } catch (Interrupted e) {
      if (serving.said.quiet || points.isEmpty()) {
        throw e;
      }
      Frontier some = new Frontier(serving, best(points), left.size());
      // An interrupted cell ends before it can show its value.
      Display.display(some);
      return some;
    }
  }

  /** Plays each choice, then takes it off those that are left. */
  private static void playAll(
      Serving one, Machine machine, Deque<Choice> left, List<Point> points) {
    String reason = "";
    try (Steps steps = Steps.of(one, "plans and batches on " + machine.name(), left.size())) {
      while (!left.isEmpty()) {
        int before = left.size();
        Choice choice = left.getFirst();
        try {
          points.add(point(one, machine, choice));
          left.removeFirst();
        } catch (IllegalArgumentException e) {
          reason = e.getMessage();
          // More sequences need more memory: the larger batches of this plan do not fit either.
          left.removeIf(each -> each.plan().equals(choice.plan()));
        }
        steps.done(before - left.size());
      }
    }
    if (points.isEmpty()) {
      throw new IllegalArgumentException("no plan fits: " + reason);
    }
  }

  private static Point point(Serving one, Machine machine, Choice choice) {
    Saturation most = saturation(one, machine, choice, Deployment.End.NOMINAL);
    return new Point(
        choice.plan(),
        choice.sequences(),
        Range.only(1 / most.timePerOutputToken()),
        Range.only(most.tokensPerSecond() / choice.plan().devices()));
  }

  private static Saturation saturation(
      Serving one, Machine machine, Choice choice, Deployment.End end) {
    Serving some = one.parallel(choice.plan()).maximumSequences(choice.sequences());
    Deployment deployment = Deployment.of(some, machine, choice.plan(), 1);
    return deployment.saturation(some, end, deployment.fitting(some, some.said.anyRequests()));
  }

  /** The choices that are told, also at both ends of the error bars. */
  private static List<Point> withEnds(Serving one, Machine machine, List<Point> best) {
    List<Point> all = new ArrayList<>();
    try (Steps steps = Steps.of(one, "ends of error bars on " + machine.name(), best.size())) {
      for (Point each : best) {
        Choice choice = new Choice(each.plan(), each.sequences());
        Saturation slow = saturation(one, machine, choice, Deployment.End.SLOW);
        Saturation quick = saturation(one, machine, choice, Deployment.End.QUICK);
        double chips = each.plan().devices();
        all.add(
            new Point(
                each.plan(),
                each.sequences(),
                Range.of(
                    each.interactivity(),
                    1 / slow.timePerOutputToken(),
                    1 / quick.timePerOutputToken()),
                Range.of(
                    each.tokensPerSecondPerChip(),
                    slow.tokensPerSecond() / chips,
                    quick.tokensPerSecond() / chips)));
        steps.done();
      }
    }
    return all;
  }

  private static List<Point> best(List<Point> all) {
    List<Point> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparingDouble((Point each) -> -each.interactivity())
            .thenComparingDouble(each -> -each.tokensPerSecondPerChip()));
    List<Point> best = new ArrayList<>();
    double most = 0;
    for (Point each : sorted) {
      if (each.tokensPerSecondPerChip() > most * 1.001) {
        best.add(each);
        most = each.tokensPerSecondPerChip();
      }
    }
    return best;
  }

  /**
   * What a chip produces while users see a speed, on the line between the two choices next to it;
   * empty beyond the quickest.
   */
  public OptionalDouble tokensPerSecondPerChip(double tokensPerSecondOfUser) {
    return at(tokensPerSecondOfUser, Range::value);
  }

  /**
   * The same, and what it is at both ends of the error bars: nothing where the speed is not reached
   * there, and NaN where the ends were not played.
   */
  Optional<Range> range(double speed) {
    OptionalDouble value = tokensPerSecondPerChip(speed);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Range(
                value.getAsDouble(),
                isPlayedAtEnds() ? at(speed, Range::low).orElse(0) : Double.NaN,
                isPlayedAtEnds() ? at(speed, Range::high).orElse(0) : Double.NaN));
  }

  /** On the line through one end of all choices. */
  private OptionalDouble at(double speed, ToDoubleFunction<Range> end) {
    double[] quicker = null;
    for (Point each : points) {
      double[] here = {end.applyAsDouble(each.user()), end.applyAsDouble(each.chip())};
      if (here[0] < speed) {
        return quicker == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                quicker[1]
                    + (quicker[0] - speed) / (quicker[0] - here[0]) * (here[1] - quicker[1]));
      }
      quicker = here;
    }
    return quicker == null ? OptionalDouble.empty() : OptionalDouble.of(quicker[1]);
  }

  /**
   * True if at the quick end even the slowest choice is quicker than a speed: with more sequences
   * than were tried a chip would produce more there, so that high is a bound from below.
   */
  boolean isHighABoundAt(double speed) {
    return isPlayedAtEnds() && points.stream().noneMatch(each -> each.user().high() <= speed);
  }

  /** This machine relative to another at equal speed for the user. */
  public FrontierComparison relativeTo(Frontier other) {
    return new FrontierComparison(this, other);
  }

  /** The same question for another machine, both in one chart, as the model says. */
  public Figure with(Frontier other) {
    return plain()
        .with(series(serving.said.where().name(), Range::value))
        .with(other.series(other.serving().said.where().name(), Range::value));
  }

  @Override
  public Sheet sheet() {
    EndTable table =
        new EndTable("Throughput against interactivity: " + serving)
            .figure("tokens a user sees", "1/s")
            .figure("output tokens per chip", "1/s")
            .plain("plan")
            .plain("chips")
            .plain("sequences");
    for (Point each : points) {
      table.row(
          each.user(),
          each.chip(),
          Deployment.words(each.plan()),
          each.plan().devices(),
          (long) each.sequences());
    }
    Sheet sheet = table.sheet();
    sheet =
        sheet.note(
            "Replicas always full; prompts are read on the same chips. No other plan or batch is"
                + " better in both.");
    sheet = sheet.note(Deployment.certainty(serving));
    sheet =
        sheet.note(
            isPlayedAtEnds()
                ? ServingErrorBar.ENDS_AT_ANY_LOAD
                : "Interrupted before low and high were played: both ends of these intervals.");
    return left == 0
        ? sheet
        : sheet.note(
            "Interrupted: %d plans and batches were not played, and may be better."
                .formatted(left));
  }

  /** The choices as the model says, between lines through both ends of their error bars. */
  @Override
  public Figure figure() {
    String name = serving.said.where().name();
    Figure figure = plain().with(series(name, Range::value));
    return isPlayedAtEnds()
        ? figure
            .with(series("slow end of the error bars", Range::low))
            .with(series("quick end", Range::high))
        : figure;
  }

  /** False after an interrupt. */
  private boolean isPlayedAtEnds() {
    return points.stream().allMatch(each -> each.user().isKnown());
  }

  private static Figure plain() {
    return Figure.of(
        "Throughput against interactivity",
        Figure.Shape.LINE,
        Figure.Axis.linear("tokens a user sees", "1/s"),
        Figure.Axis.logarithmic("output tokens per chip", "1/s"));
  }

  private Figure.Series series(String name, ToDoubleFunction<Range> end) {
    return Figure.Series.points(
        name,
        points.stream().map(each -> end.applyAsDouble(each.user())).toList(),
        points.stream().map(each -> end.applyAsDouble(each.chip())).toList());
  }

  @Override
  public String toString() {
    Point quickest = points.get(0);
    Point most = points.get(points.size() - 1);
    return "%s: from %s tokens per second for a user to %s for a chip%s, %d choices"
        .formatted(
            serving,
            quickest.user().words(Text::digits),
            most.chip().words(Text::digits),
            isPlayedAtEnds() ? " (" + ServingErrorBar.OF_ITERATIONS + ")" : "",
            points.size());
  }
}
