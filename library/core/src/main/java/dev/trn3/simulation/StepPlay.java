package dev.trn3.simulation;

import dev.trn3.parallelism.Schedule;
import dev.trn3.simulation.PipelineRun.Kind;
import dev.trn3.simulation.TaskOrder.Task;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Plays one step of one copy of the model. Each stage is represented by one of its chips, which has
 * an engine that works through tasks layer by layer, a stream of collectives, a stream of weights
 * and gradients, and ports at every tier that all of these and the sends of the pipeline share.
 */
final class StepPlay {

  private final StageWork work;
  private final TaskOrder order;
  private final Agenda agenda = new Agenda();
  private final Ports ports;
  private final List<StageStreams> stages = new ArrayList<>();
  private final List<PipelineRun.Task> tasks = new ArrayList<>();
  private final List<PipelineRun.Transfer> transfers = new ArrayList<>();
  private final BitSet asked = new BitSet();
  private final boolean traced;

  private StepPlay(int count, TaskOrder order, StageWork work, boolean shared, boolean traced) {
    this.work = work;
    this.order = order;
    this.ports = new Ports(count, work.tiers(), agenda, shared);
    this.traced = traced;
    for (int stage = 0; stage < count; stage++) {
      stages.add(new StageStreams(stage, this));
    }
  }

  /**
   * Plays a step.
   *
   * @param shared false to let every flow have its links for itself
   * @param traced true to keep what passed over the links
   */
  static PipelineRun play(
      int stages,
      int chunks,
      int microBatches,
      Schedule schedule,
      StageWork work,
      boolean shared,
      boolean traced) {
    TaskOrder order = new TaskOrder(stages, chunks, microBatches, schedule);
    return new StepPlay(stages, order, work, shared, traced).run(schedule);
  }

  private PipelineRun run(Schedule schedule) {
    stages.forEach(StageStreams::begin);
    asked.set(0, stages.size());
    choose();
    while (agenda.more(false)) {
      // Everything that ends now has ended before a stage chooses.
      do {
        Activity ended = agenda.next();
        ports.end(ended);
        ended.then.run();
      } while (agenda.more(true));
      choose();
    }
    if (!stages.stream().allMatch(StageStreams::finished)) {
      throw new IllegalStateException("the schedule waits for itself");
    }
    return new PipelineRun(schedule, stages.size(), agenda.now(), tasks, transfers);
  }

  /** Stages that have become free, or to which something has come, take their next task. */
  private void choose() {
    for (int stage = asked.nextSetBit(0); stage >= 0; stage = asked.nextSetBit(0)) {
      asked.clear(stage);
      choose(stages.get(stage));
    }
  }

  private void choose(StageStreams stage) {
    while (stage.idle()) {
      Task next = order.next(stage.index());
      if (next == null) {
        if (order.done(stage.index())) {
          stage.close();
        }
        return;
      }
      stage.start(next);
    }
  }

  /** A stage has done a task: what it made goes where it is waited for. */
  void did(Task task, double start) {
    ran(task.kind(), task.stage(), task.chunk(), task.microBatch(), start);
    asked.set(task.stage());
    Task next = order.after(task);
    if (next == null) {
      return;
    }
    Runnable arrive =
        () -> {
          order.arrived(next.kind(), next.stage(), next.chunk(), next.microBatch());
          asked.set(next.stage());
        };
    if (next.kind() != task.kind()) {
      arrive.run();
      return;
    }
    double sent = agenda.now();
    LinkStream.run(
        work.send(),
        task.stage(),
        next.stage(),
        agenda,
        ports,
        () -> {
          crossed(Part.PIPELINE, task.stage(), sent, agenda.now());
          arrive.run();
        });
  }

  void ran(Kind kind, int stage, int chunk, int microBatch, double start) {
    tasks.add(new PipelineRun.Task(kind, stage, chunk, microBatch, start, agenda.now()));
  }

  void crossed(Part part, int stage, double start, double end) {
    if (traced && end > start) {
      transfers.add(new PipelineRun.Transfer(part, stage, start, end));
    }
  }

  StageWork work() {
    return work;
  }

  TaskOrder order() {
    return order;
  }

  Agenda agenda() {
    return agenda;
  }

  Ports ports() {
    return ports;
  }
}
