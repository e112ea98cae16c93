package dev.trn3.search;

import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Schedule;
import dev.trn3.simulation.Part;
import dev.trn3.simulation.StepCost;
import dev.trn3.sweep.Measure;
import dev.trn3.sweep.Point;
import dev.trn3.sweep.TrainingMeasures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Why one design is better than another, in sentences. */
final class Explanation {

  /** Parts of a step that a sentence names at most. */
  private static final int PARTS = 3;

  /** Below this share of the step a difference of a part is not worth a word. */
  private static final double WORTH = 0.001;

  private Explanation() {}

  /** A plan that would be faster, had the chips more memory. */
  record TooBig(Point point, Candidate candidate, double over) {

    static TooBig of(Point point, PlanRace.Finish finish, double limit) {
      return finish.tooBig() == null
          ? null
          : new TooBig(point, finish.tooBig(), finish.tooBig().memory() - limit);
    }
  }

  /** Why the winner beats the runner-up. */
  static String of(Objective objective, Design winner, Design loser) {
    double best = objective.of(winner.estimate(), winner.point());
    double other = objective.of(loser.estimate(), loser.point());
    String margin =
        best == other
            ? "as good in %s".formatted(objective.measure().name())
            : "%s %s in %s"
                .formatted(
                    Words.percent(Math.abs(other / best - 1)),
                    objective.higherIsBetter() ? "lower" : "higher",
                    objective.measure().name());
    return "Runner-up: %s is %s. %s".formatted(loser, margin, parts(winner, loser));
  }

  /** Where the seconds differ. */
  private static String parts(Design winner, Design loser) {
    StepCost best = winner.estimate().cost();
    StepCost other = loser.estimate().cost();
    List<Part> parts =
        Arrays.stream(Part.values())
            .filter(part -> Math.abs(other.part(part) - best.part(part)) > WORTH * best.seconds())
            .sorted(
                Comparator.comparingDouble(
                    (Part part) -> -Math.abs(other.part(part) - best.part(part))))
            .limit(PARTS)
            .toList();
    if (parts.isEmpty()) {
      return "Their steps hardly differ.";
    }
    List<String> words = new ArrayList<>();
    for (Part part : parts) {
      double more = other.part(part) - best.part(part);
      words.add(
          "%s %s s of %s"
              .formatted(more > 0 ? "+" : "-", Words.number(Math.abs(more)), part)
              .replace("+ ", "+")
              .replace("- ", "-"));
    }
    return "Its step takes %s s instead of %s s: %s."
        .formatted(
            Words.number(other.seconds()), Words.number(best.seconds()), String.join(", ", words));
  }

  /** Ways of cutting that none of the measurements uses by which the model was judged. */
  static List<String> unmeasured(Plan plan) {
    List<String> ways = new ArrayList<>();
    List<String> without = new ArrayList<>();
    if (plan.context() > 1) {
      ways.add("context parallelism");
      without.add(".context(1)");
    }
    if (plan.schedule() == Schedule.ZERO_BUBBLE) {
      ways.add("the zero-bubble schedule");
      without.add(".schedules(Schedule.ONE_FORWARD_ONE_BACKWARD)");
    }
    return ways.isEmpty()
        ? List.of()
        : List.of(
            "No measurement by which the model was judged uses %s; plans(PlanSpace.wide()%s) searches without."
                .formatted(String.join(" or ", ways), String.join("", without)));
  }

  /** How sure the headline figures of the best are. */
  static String ranges(Design best) {
    Ranges ranges = new Ranges("with 80 % intervals");
    for (Measure<TrainingEstimate> measure :
        List.of(
            TrainingMeasures.stepTime(),
            TrainingMeasures.tokensPerSecond(),
            TrainingMeasures.mfu(),
            TrainingMeasures.costPerMillionTokens())) {
      ranges.add(
          measure.name(),
          measure.unit(),
          number(measure.value(), best),
          number(measure.low().orElseThrow(), best),
          number(measure.high().orElseThrow(), best));
    }
    return ranges.sentence();
  }

  private static double number(Measure.Reading<TrainingEstimate> reading, Design of) {
    return ((Number) reading.of(of.estimate(), of.point())).doubleValue();
  }

  /** What more memory would bring. */
  static String of(TooBig tooBig, Design winner) {
    return String.format(
        Locale.ROOT,
        "With %s GiB more memory a chip, %s would be %s faster.",
        Words.number(tooBig.over() / 0x1p30),
        tooBig.candidate().plan(),
        Words.percent(winner.estimate().cost().seconds() / tooBig.candidate().seconds() - 1));
  }
}
