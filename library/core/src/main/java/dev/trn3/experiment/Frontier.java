package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.display.Display;
import dev.trn3.hardware.Machine;
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
import java.util.OptionalDouble;

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
   * @param interactivity tokens per second that a user sees
   * @param tokensPerSecondPerChip output tokens of a chip per second
   */
  public record Point(
      Plan plan, int sequences, double interactivity, double tokensPerSecondPerChip) {}

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
      return new Frontier(serving, best(points), 0);
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
    Plan plan = choice.plan();
    Serving some = one.parallel(plan).maximumSequences(choice.sequences());
    Saturation most = Deployment.of(some, machine, plan, 1).saturation(some);
    return new Point(
        plan,
        choice.sequences(),
        1 / most.timePerOutputToken(),
        most.tokensPerSecond() / plan.devices());
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
    Point quicker = null;
    for (Point each : points) {
      if (each.interactivity() < tokensPerSecondOfUser) {
        return quicker == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(between(quicker, each, tokensPerSecondOfUser));
      }
      quicker = each;
    }
    return quicker == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(quicker.tokensPerSecondPerChip());
  }

  private static double between(Point quicker, Point slower, double speed) {
    double share =
        (quicker.interactivity() - speed) / (quicker.interactivity() - slower.interactivity());
    return quicker.tokensPerSecondPerChip()
        + share * (slower.tokensPerSecondPerChip() - quicker.tokensPerSecondPerChip());
  }

  /** This machine relative to another at equal speed for the user. */
  public FrontierComparison relativeTo(Frontier other) {
    return new FrontierComparison(this, other);
  }

  /** The same question for another machine, both in one chart. */
  public Figure with(Frontier other) {
    return figure().with(other.series(other.serving().said.where().name()));
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Throughput against interactivity: " + serving,
            column("tokens a user sees", "1/s"),
            column("output tokens per chip", "1/s"),
            column("plan"),
            column("chips"),
            column("sequences"));
    for (Point each : points) {
      sheet =
          sheet.row(
              each.interactivity(),
              each.tokensPerSecondPerChip(),
              Deployment.words(each.plan()),
              each.plan().devices(),
              (long) each.sequences());
    }
    sheet =
        sheet.note(
            "Replicas always full; prompts are read on the same chips. No other plan or batch is"
                + " better in both.");
    sheet = sheet.note(Deployment.certainty(serving));
    return left == 0
        ? sheet
        : sheet.note(
            "Interrupted: %d plans and batches were not played, and may be better."
                .formatted(left));
  }

  @Override
  public Figure figure() {
    return Figure.of(
            "Throughput against interactivity",
            Figure.Shape.LINE,
            Figure.Axis.linear("tokens a user sees", "1/s"),
            Figure.Axis.logarithmic("output tokens per chip", "1/s"))
        .with(series(serving.said.where().name()));
  }

  Figure.Series series(String name) {
    return Figure.Series.points(
        name,
        points.stream().map(Point::interactivity).toList(),
        points.stream().map(Point::tokensPerSecondPerChip).toList());
  }
}
