package dev.trn3.sweep;

import dev.trn3.display.Progress;
import dev.trn3.provenance.ModelVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a sweep: finds what is known, has the rest computed, keeps what comes. */
final class SweepRun<R> {

  private final Task<R> task;
  private final List<Axis> axes;
  private final Combinations all;
  private final Sweep.Settings settings;
  private final List<String> columns;
  private final Optional<String> key;
  private final Outcome[] outcomes;

  SweepRun(Task<R> task, List<Axis> axes, Combinations all, Sweep.Settings settings) {
    this.task = task;
    this.axes = axes;
    this.all = all;
    this.settings = settings;
    this.columns = task.measures().stream().map(Measure::header).toList();
    this.key =
        task.subject()
            .key()
            .map(subject -> Portable.key(subject, columns, task.intervals(), ModelVersion.here()));
    this.outcomes = new Outcome[all.points().size()];
  }

  SweepResult result() {
    if (settings.checkpoint().isPresent() && key.isEmpty()) {
      throw new IllegalArgumentException(
          "a checkpoint needs to know which function it holds: .named(\"…\"), and another name whenever the function changes");
    }
    if (settings.checkpoint().isEmpty()) {
      compute(Optional.empty());
    } else {
      Map<String, String> parts = new LinkedHashMap<>(task.subject().parts());
      parts.put("choice of intervals", String.valueOf(task.intervals()));
      CheckpointHead head =
          new CheckpointHead(
              key.get(), task.subject().title(), columns, parts, ModelVersion.here());
      try (Store store = Store.open(settings.checkpoint().get(), head)) {
        compute(Optional.of(store));
      }
    }
    return SweepResult.of(task, axes, all, Arrays.asList(outcomes));
  }

  private void compute(Optional<Store> store) {
    List<Point> todo = new ArrayList<>();
    for (Point point : all.points()) {
      Optional<Outcome> known = known(point, store);
      if (known.isPresent()) {
        outcomes[point.index()] = known.get().at(point.index());
      } else {
        todo.add(point);
      }
    }
    try (Progress progress =
        settings.quiet() ? null : Progress.of("combinations", all.points().size())) {
      step(progress, all.points().size() - todo.size());
      settings.engine().run(task, todo, outcome -> receive(outcome, store, progress));
    } catch (InterruptedException e) {
      // What is done is the result, as promised; it says that it is not all.
    }
  }

  private synchronized void receive(Outcome outcome, Optional<Store> store, Progress progress) {
    Point point = all.points().get(outcome.index());
    outcomes[outcome.index()] = outcome;
    if (key.isPresent()) {
      String content = content(point);
      Memory.add(key.get() + content, outcome);
      store.ifPresent(file -> file.add(content, point, outcome));
    }
    step(progress, 1);
  }

  private static void step(Progress progress, long more) {
    if (progress != null && more > 0) {
      progress.step(more);
    }
  }

  private Optional<Outcome> known(Point point, Optional<Store> store) {
    if (key.isEmpty()) {
      return Optional.empty();
    }
    String content = content(point);
    Optional<Outcome> stored = store.flatMap(file -> file.find(content));
    if (stored.isPresent() || !settings.remembered()) {
      return stored;
    }
    Optional<Outcome> remembered = Memory.find(key.get() + content);
    store.ifPresent(file -> remembered.ifPresent(outcome -> file.add(content, point, outcome)));
    return remembered;
  }

  private static String content(Point point) {
    return Portable.key(point.seed(), point.values());
  }
}
