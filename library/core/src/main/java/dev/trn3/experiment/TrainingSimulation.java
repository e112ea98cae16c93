package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.display.Rendered;
import dev.trn3.simulation.PipelineRun;
import dev.trn3.simulation.StepRun;
import dev.trn3.units.Seconds;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One step of a training job, played event by event.
 *
 * @param estimate the closed form of the same step
 * @param run what happened
 */
public record TrainingSimulation(TrainingEstimate estimate, StepRun run)
    implements Tabular, Plottable {

  /** Duration of one step. */
  public Seconds stepTime() {
    return new Seconds(run.seconds());
  }

  /** Tokens trained on each second, all chips together. */
  public double tokensPerSecond() {
    return estimate.training().job().tokens() / run.seconds();
  }

  /** What every stage does and when. */
  public Timeline timeline() {
    return new Timeline(run.pipeline());
  }

  /** What every stage does and when, drawn to scale, gradients and optimizer at the end. */
  public Rendered gantt() {
    return new Gantt(run.pipeline()).drawing();
  }

  /**
   * Writes the first copy of the model as a trace for {@code ui.perfetto.dev} or Chrome: for each
   * stage what its chip computes, and every collective and send that passes its links.
   *
   * @return the file
   * @throws IOException if it cannot be written
   * @throws IllegalArgumentException if its folder does not exist
   */
  public Path perfetto(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "perfetto(\"%s\"): there is no folder %s; make it, or name another"
              .formatted(file, folder));
    }
    return Files.writeString(file, timeline().trace());
  }

  /**
   * As {@link #perfetto(Path)}.
   *
   * @throws IOException if it cannot be written
   */
  public Path perfetto(String file) throws IOException {
    return perfetto(Path.of(file));
  }

  @Override
  public Sheet sheet() {
    double simulated = run.seconds();
    double closed = estimate.cost().seconds();
    int tasks = run.pipeline().tasks().size();
    return Sheet.of(
            "Training %s on %s, simulated"
                .formatted(estimate.training().model(), estimate.machine().name()),
            column("quantity"),
            column("value"),
            column("unit"),
            column("low"),
            column("high"))
        .row(
            "step time",
            simulated,
            "s",
            estimate.errorBar().low(simulated),
            estimate.errorBar().high(simulated))
        .row(
            "closed form",
            closed,
            "s",
            estimate.errorBar().low(closed),
            estimate.errorBar().high(closed))
        .row("difference", 100 * (simulated / closed - 1), "%", null, null)
        .row("stages wait", 100 * run.pipeline().idleShare(), "%", null, null)
        .row("gradients and optimizer", run.tail(), "s", null, null)
        .row("longer by shared links", run.changedBySharing(), "s", null, null)
        .row("copies of the model", (long) run.copies(), "", null, null)
        .row("copies played", (long) run.played(), "", null, null)
        .row("tasks of a copy", (long) tasks, "", null, null)
        .note(
            run.played() < run.copies()
                ? "Copies that do the same are represented by those played."
                : "Every copy was played.")
        .note("Certainty: %s, %s.".formatted(estimate.certainty(), estimate.errorBar()))
        .note(
            "Simulated layer by layer: computation, and collectives and sends as flows that share the links of the chip that stands for its stage.")
        .note(
            "What a flow takes alone is what the closed form says. The step is compared with one in which every flow has its links for itself; below zero it is shorter, as the order of work differs.");
  }

  @Override
  public Figure figure() {
    return timeline().figure();
  }

  @Override
  public String toString() {
    return "%s on %s: %s per step (80 %% interval), stages wait %s of the time"
        .formatted(
            estimate.training().model(),
            estimate.machine().name(),
            Range.of(run.seconds(), estimate.errorBar()).words(Seconds::new),
            Text.percent(run.pipeline().idleShare()));
  }

  /**
   * The tasks of all stages of one copy of the model.
   *
   * @param run what was played
   */
  public record Timeline(PipelineRun run) implements Tabular, Plottable {

    private double busy(int stage, PipelineRun.Kind kind) {
      return run.tasks().stream()
          .filter(task -> task.stage() == stage && task.kind() == kind)
          .mapToDouble(task -> task.end() - task.start())
          .sum();
    }

    @Override
    public Sheet sheet() {
      Sheet sheet =
          Sheet.of(
              "Time by stage",
              column("stage"),
              column("forward", "s"),
              column("backward", "s"),
              column("weight gradients", "s"),
              column("gradients and optimizer", "s"),
              column("waiting", "s"));
      for (int stage = 0; stage < run.stages(); stage++) {
        double forward = busy(stage, PipelineRun.Kind.FORWARD);
        double backward = busy(stage, PipelineRun.Kind.BACKWARD);
        double weights = busy(stage, PipelineRun.Kind.WEIGHTS);
        double last =
            busy(stage, PipelineRun.Kind.GRADIENTS)
                + busy(stage, PipelineRun.Kind.OPTIMIZER)
                + busy(stage, PipelineRun.Kind.GATHER);
        double waiting = run.seconds() - forward - backward - weights - last;
        sheet = sheet.row((long) stage, forward, backward, weights, last, Math.max(0, waiting));
      }
      return sheet;
    }

    @Override
    public Figure figure() {
      Sheet sheet = sheet();
      Figure figure =
          Figure.of(
              "Time by stage",
              Figure.Shape.STACKED_BAR,
              Figure.Axis.linear("stage", ""),
              Figure.Axis.linear("time", "s"));
      for (int column = 1; column < sheet.columns().size(); column++) {
        int at = column;
        figure =
            figure.with(
                Figure.Series.bars(
                    sheet.columns().get(at).name(),
                    sheet.rows().stream().map(row -> "stage " + row.get(0)).toList(),
                    sheet.rows().stream().map(row -> (Double) row.get(at)).toList()));
      }
      return figure;
    }

    /**
     * The tasks in the trace event format, times in microseconds: for each stage a thread of what
     * its chip computes and one of what passes over its links.
     */
    String trace() {
      StringBuilder text = new StringBuilder("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n");
      for (int stage = 0; stage < run.stages(); stage++) {
        text.append(named(stage, 0, "stage " + stage)).append(",\n");
        text.append(named(stage, 1, "stage " + stage + ", links")).append(",\n");
      }
      String separator = "";
      for (PipelineRun.Task task : run.tasks()) {
        text.append(separator)
            .append(
                "{\"ph\":\"X\",\"pid\":0,\"tid\":%d,\"name\":\"%s\",\"cat\":\"%s\",\"ts\":%s,\"dur\":%s%s}"
                    .formatted(
                        2 * task.stage(),
                        task.kind() + (task.kind().last() ? "" : " " + task.microBatch()),
                        task.kind(),
                        1e6 * task.start(),
                        1e6 * (task.end() - task.start()),
                        arguments(task)));
        separator = ",\n";
      }
      int number = 0;
      for (PipelineRun.Transfer each : run.transfers()) {
        // Transfers overlap, so each is an asynchronous event with a number of its own.
        text.append(crossing("b", each, number, each.start()));
        text.append(crossing("e", each, number++, each.end()));
      }
      return text.append("\n]}\n").toString();
    }

    /** What ends the step is of no micro-batch. */
    private static String arguments(PipelineRun.Task task) {
      return task.kind().last()
          ? ""
          : ",\"args\":{\"chunk\":%d,\"microBatch\":%d}".formatted(task.chunk(), task.microBatch());
    }

    private static String named(int stage, int thread, String name) {
      return "{\"ph\":\"M\",\"pid\":0,\"tid\":%d,\"name\":\"thread_name\",\"args\":{\"name\":\"%s\"}}"
          .formatted(2 * stage + thread, name);
    }

    private static String crossing(String phase, PipelineRun.Transfer each, int number, double at) {
      return ",\n{\"ph\":\"%s\",\"pid\":0,\"tid\":%d,\"id\":%d,\"cat\":\"links of stage %d\",\"name\":\"%s\",\"ts\":%s}"
          .formatted(phase, 2 * each.stage() + 1, number, each.stage(), each.part(), 1e6 * at);
    }
  }
}
