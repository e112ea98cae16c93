package dev.trn3.experiment;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.Rendered;
import dev.trn3.simulation.PipelineRun;
import dev.trn3.simulation.PipelineRun.Kind;
import dev.trn3.view.Svg;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * What every stage of a pipeline does and when, drawn to scale: one row for each stage, time to the
 * right, white where a stage waits. Tasks thinner than a pixel are drawn as what takes most of it.
 *
 * @param run what was played
 */
record Gantt(PipelineRun run) {

  private static final int LEFT = 70;
  private static final int WIDTH = 820;
  private static final int TOP = 46;
  private static final int TICKS = 5;
  private static final double READABLE = 16;
  private static final Kind[] KINDS = Kind.values();
  private static final List<String> FILLS =
      List.of(Svg.CHIP, Svg.SWITCH, Svg.NETWORK, Svg.CROSSING, Svg.FRAME, "#56B4E9");

  Rendered drawing() {
    int stages = run.tasks().stream().mapToInt(PipelineRun.Task::stage).max().orElse(-1) + 1;
    int row = stages > 24 ? 10 : 20;
    int bottom = TOP + stages * row;
    Svg svg = new Svg(LEFT + WIDTH + 30, bottom + 44, "Timeline of a step");
    svg.words(LEFT, 18, 14, "start", "One step, by stage of the pipeline");
    double x = LEFT;
    for (Kind kind : KINDS) {
      if (run.tasks().stream().anyMatch(task -> task.kind() == kind)) {
        svg.box(x, 26, 10, 10, FILLS.get(kind.ordinal()), "none");
        svg.words(x + 14, 35, 11, "start", kind.toString());
        x += 40 + 7.0 * kind.toString().length();
      }
    }
    for (int stage = 0; stage < stages; stage++) {
      if (stages <= 24 || stage % 4 == 0) {
        svg.words(LEFT - 6, TOP + stage * row + row * 0.7, 10, "end", "stage " + stage);
      }
      stage(svg, stage, TOP + stage * row, row - 2);
    }
    double apart = round(run.seconds() / TICKS);
    for (int tick = 0; tick * apart <= run.seconds(); tick++) {
      double at = LEFT + WIDTH * tick * apart / run.seconds();
      svg.line(at, bottom, at, bottom + 4, Svg.FRAME, 1);
      svg.words(at, bottom + 18, 10, "middle", digits(tick * apart));
    }
    svg.line(LEFT, bottom, LEFT + WIDTH, bottom, Svg.FRAME, 1);
    svg.words(LEFT + WIDTH / 2.0, bottom + 36, 11, "middle", "time [s]");
    return new Rendered(
        MimeBundle.text(
                "Timeline of %d stages and %d tasks over %s s"
                    .formatted(stages, run.tasks().size(), digits(run.seconds())))
            .with("image/svg+xml", svg.toString()));
  }

  private void stage(Svg svg, int stage, double y, double height) {
    double[][] covered = new double[WIDTH][KINDS.length];
    double scale = WIDTH / run.seconds();
    for (PipelineRun.Task task : run.tasks()) {
      if (task.stage() == stage) {
        double from = task.start() * scale;
        double to = task.end() * scale;
        for (int pixel = (int) from; pixel < Math.min(WIDTH, Math.ceil(to)); pixel++) {
          covered[pixel][task.kind().ordinal()] +=
              Math.min(to, pixel + 1.0) - Math.max(from, pixel);
        }
      }
    }
    for (int from = 0; from < WIDTH; ) {
      int kind = most(covered[from]);
      int to = from + 1;
      while (to < WIDTH && most(covered[to]) == kind) {
        to++;
      }
      if (kind >= 0) {
        svg.box(LEFT + from, y, to - from, height, FILLS.get(kind), "none");
      }
      from = to;
    }
    for (PipelineRun.Task task : run.tasks()) {
      double width = (task.end() - task.start()) * scale;
      if (task.stage() == stage && !task.kind().last() && width > READABLE && height > 12) {
        double middle = LEFT + (task.start() + task.end()) / 2 * scale;
        svg.line(LEFT + task.end() * scale, y, LEFT + task.end() * scale, y + height, "white", 1);
        svg.words(middle, y + height * 0.75, 9, "middle", String.valueOf(task.microBatch()));
      }
    }
  }

  /** The kind that covers most of a pixel, -1 where the stage mostly waits. */
  private static int most(double[] covered) {
    int most = -1;
    double sum = 0;
    for (int kind = 0; kind < covered.length; kind++) {
      sum += covered[kind];
      if (covered[kind] > 0 && (most < 0 || covered[kind] > covered[most])) {
        most = kind;
      }
    }
    return sum < 0.5 ? -1 : most;
  }

  /** The next of 1, 2, 5, 10, 20... */
  private static double round(double seconds) {
    double power = Math.pow(10, Math.floor(Math.log10(seconds)));
    double first = seconds / power;
    return power * (first <= 1 ? 1 : first <= 2 ? 2 : first <= 5 ? 5 : 10);
  }

  private static String digits(double seconds) {
    return BigDecimal.valueOf(seconds)
        .round(new MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }
}
