package dev.trn3.simulation;

import dev.trn3.simulation.PipelineRun.Kind;
import dev.trn3.simulation.TaskOrder.Task;
import java.util.List;

/** What the chip that stands for a stage does: its engines, its collectives, its copies. */
final class StageStreams {

  private final int index;
  private final StepPlay play;
  private final Agenda agenda;
  private final LinkStream collectives;
  private final LinkStream copies;
  private final Synchronisation synchronisation;
  private Task task;
  private double started;
  private double pace;
  private List<Layer> layers = List.of();
  private int layer;
  private int pending;
  private boolean after;
  private Activity computing;
  private int begun;
  private int gathered;
  private boolean waiting;
  private boolean closing;
  private boolean finished;

  StageStreams(int index, StepPlay play) {
    this.index = index;
    this.play = play;
    this.agenda = play.agenda();
    this.collectives =
        new LinkStream(index, agenda, play.ports(), play::crossed, StageStreams::unaffected);
    this.copies = new LinkStream(index, agenda, play.ports(), play::crossed, this::slowed);
    this.synchronisation = play.work().synchronisation(index);
  }

  private static void unaffected() {}

  int index() {
    return index;
  }

  boolean idle() {
    return task == null && !closing;
  }

  boolean finished() {
    return finished;
  }

  /** Weights that other copies keep are gathered from the start of the step on. */
  void begin() {
    for (Crossing bucket : synchronisation.before()) {
      copies.add(
          bucket,
          () -> {
            gathered++;
            if (waiting) {
              waiting = false;
              work();
            }
          });
    }
  }

  void start(Task next) {
    task = next;
    started = agenda.now();
    pace = play.work().pace(index);
    layers = play.work().layers(next.kind(), index, next.chunk(), next.microBatch());
    layer = -1;
    nextLayer();
  }

  private void nextLayer() {
    layer++;
    if (layer == layers.size()) {
      Task done = task;
      task = null;
      play.did(done, started);
      return;
    }
    if (task.kind() == Kind.FORWARD && task.microBatch() == 0) {
      begun++;
      if (Math.min(begun, synchronisation.before().size()) > gathered) {
        waiting = true;
        return;
      }
    }
    work();
  }

  private void work() {
    Layer now = layers.get(layer);
    after = false;
    pending = 1 + now.behind().size() + now.weights().size();
    now.behind().forEach(each -> collectives.add(each, this::part));
    now.weights().forEach(each -> copies.add(each, this::part));
    computing = new Activity(now.computing() * pace, agenda.now(), this::computed);
    agenda.add(computing);
    slowed();
  }

  private void computed() {
    computing = null;
    part();
  }

  /** A part of the layer has ended; the next begins with the last of them. */
  private void part() {
    if (--pending > 0) {
      return;
    }
    Layer now = layers.get(layer);
    if (!after && !now.after().isEmpty()) {
      after = true;
      pending = now.after().size();
      now.after().forEach(each -> collectives.add(each, this::part));
      return;
    }
    if (!synchronisation.layer().none() && play.order().completesGradients(task)) {
      copies.add(synchronisation.layer(), StageStreams::unaffected);
    }
    nextLayer();
  }

  /** Computation is slower while weights or gradients pass beside it. */
  private void slowed() {
    double contention = play.work().contention();
    if (computing != null && contention > 0) {
      computing.change(agenda.now(), copies.busy() ? 1 - contention : 1);
      agenda.moved(computing);
    }
  }

  /** All tasks are done: gradients, then the optimizer, then the new weights. */
  void close() {
    closing = true;
    double last = agenda.now();
    copies.add(synchronisation.gradients(), () -> update(last));
  }

  private void update(double last) {
    ran(Kind.GRADIENTS, last);
    double before = agenda.now();
    agenda.add(
        new Activity(
            synchronisation.optimizer(),
            before,
            () -> {
              ran(Kind.OPTIMIZER, before);
              double updated = agenda.now();
              copies.add(
                  synchronisation.gathered(),
                  () -> {
                    ran(Kind.GATHER, updated);
                    finished = true;
                  });
            }));
  }

  private void ran(Kind kind, double start) {
    if (agenda.now() > start) {
      play.ran(kind, index, 0, 0, start);
    }
  }
}
