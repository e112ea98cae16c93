package dev.trn3.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** The collectives of a chip that run one after the other, in the order they were given. */
final class LinkStream {

  /** Takes note of a collective that ran. */
  interface Recorder {
    void ran(Part part, int stage, double start, double end);
  }

  private record Waiting(Crossing crossing, Runnable then) {}

  private final int stage;
  private final Agenda agenda;
  private final Ports ports;
  private final Recorder recorder;
  private final Runnable changed;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean busy;

  /**
   * @param changed what to do when the stream gets something to do, or has no more
   */
  LinkStream(int stage, Agenda agenda, Ports ports, Recorder recorder, Runnable changed) {
    this.stage = stage;
    this.agenda = agenda;
    this.ports = ports;
    this.recorder = recorder;
    this.changed = changed;
  }

  boolean busy() {
    return busy;
  }

  void add(Crossing crossing, Runnable then) {
    waiting.add(new Waiting(crossing, then));
    if (!busy) {
      busy = true;
      changed.run();
      next();
    }
  }

  private void next() {
    Waiting first = waiting.poll();
    if (first == null) {
      busy = false;
      changed.run();
      return;
    }
    double start = agenda.now();
    run(
        first.crossing(),
        stage,
        stage,
        agenda,
        ports,
        () -> {
          if (agenda.now() > start) {
            recorder.ran(first.crossing().part(), stage, start, agenda.now());
          }
          first.then().run();
          next();
        });
  }

  /** Waits for the first byte, then moves all. */
  static void run(Crossing crossing, int from, int to, Agenda agenda, Ports ports, Runnable then) {
    Runnable moving = () -> move(crossing, 0, from, to, ports, then);
    if (crossing.latency() > 0) {
      agenda.add(new Activity(crossing.latency(), agenda.now(), moving));
    } else {
      moving.run();
    }
  }

  private static void move(
      Crossing crossing, int first, int from, int to, Ports ports, Runnable then) {
    int tier = first;
    while (tier < crossing.busy().length && crossing.busy()[tier] <= 0) {
      tier++;
    }
    if (tier == crossing.busy().length) {
      then.run();
    } else if (crossing.together()) {
      together(crossing, from, to, ports, then);
    } else {
      int next = tier + 1;
      ports.begin(
          crossing.busy()[tier], from, to, tier, () -> move(crossing, next, from, to, ports, then));
    }
  }

  private static void together(Crossing crossing, int from, int to, Ports ports, Runnable then) {
    int[] left = {0};
    for (double busy : crossing.busy()) {
      left[0] += busy > 0 ? 1 : 0;
    }
    for (int tier = 0; tier < crossing.busy().length; tier++) {
      if (crossing.busy()[tier] > 0) {
        ports.begin(
            crossing.busy()[tier],
            from,
            to,
            tier,
            () -> {
              if (--left[0] == 0) {
                then.run();
              }
            });
      }
    }
  }
}
