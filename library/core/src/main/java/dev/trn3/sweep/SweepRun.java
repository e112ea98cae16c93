package dev.trn3.sweep;

import dev.trn3.display.Progress;
import dev.trn3.provenance.ModelVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** One run of a sweep: finds what is known, has the rest computed, keeps what comes. */
final class SweepRun<R> {

  private final Task<R> task;
  private final List<Axis> axes;
  private final Combinations all;
  private final Settings settings;
  private final List<String> columns;
  private final Optional<String> key;
  private final AtomicReferenceArray<Outcome> outcomes;
  private final AtomicReferenceArray<String> contents;

  SweepRun(Task<R> task, List<Axis> axes, Combinations all, Settings settings) {
    this.task = task;
    this.axes = axes;
    this.all = all;
    this.settings = settings;
    this.columns = task.measures().stream().map(Measure::header).toList();
    this.key =
        task.subject()
            .key()
            .map(subject -> Portable.key(subject, columns, task.intervals(), ModelVersion.here()));
    this.outcomes = new AtomicReferenceArray<>(all.points().size());
    this.contents = new AtomicReferenceArray<>(key.isPresent() ? all.points().size() : 0);
  }

  SweepResult result() {
    if (settings.checkpoint().isPresent() && key.isEmpty()) {
      throw new IllegalArgumentException(
          "a checkpoint needs to know which function it holds: .named(\"…\"), and another name"
              + " whenever the function changes");
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
    List<Outcome> found = IntStream.range(0, outcomes.length()).mapToObj(outcomes::get).toList();
    return new Outcomes(task, axes, all, found).result();
  }

  private void compute(Optional<Store> store) {
    List<Point> todo = anythingKnown(store) ? unknown(store) : all.points();
    try (Progress progress =
        settings.quiet() ? null : Progress.of("combinations", all.points().size())) {
      step(progress, all.points().size() - todo.size());
      settings.engine().run(task, todo, outcome -> receive(outcome, store, progress));
    } catch (InterruptedException e) {
      // What is done is the result, as promised; it says that it is not all.
    }
  }

  /**
   * Looking each combination up takes one thread a while, which is spared where nothing is kept.
   */
  private boolean anythingKnown(Optional<Store> store) {
    return key.isPresent()
        && (store.stream().anyMatch(file -> !file.isEmpty())
            || (settings.remembered() && Memory.holds(key.get())));
  }

  /** Takes over what is known; what is left has to be computed. */
  private List<Point> unknown(Optional<Store> store) {
    List<Point> todo = new ArrayList<>();
    for (Point point : all.points()) {
      Optional<Outcome> known = known(point, store);
      if (known.isPresent()) {
        outcomes.set(point.index(), known.get().at(point.index()));
      } else {
        todo.add(point);
      }
    }
    return todo;
  }

  /** Called by all threads that compute, at once. */
  private void receive(Outcome outcome, Optional<Store> store, Progress progress) {
    Point point = all.points().get(outcome.index());
    outcomes.set(outcome.index(), outcome);
    if (key.isPresent() && !outcome.passing()) {
      String content = content(point);
      Memory.add(key.get(), content, outcome);
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
    String content = content(point);
    Optional<Outcome> stored = store.flatMap(file -> file.find(content));
    if (stored.isPresent() || !settings.remembered()) {
      return stored;
    }
    Optional<Outcome> remembered = Memory.find(key.get(), content);
    store.ifPresent(file -> remembered.ifPresent(outcome -> file.add(content, point, outcome)));
    return remembered;
  }

  /** What tells a combination from others, worked out once. */
  private String content(Point point) {
    String known = contents.get(point.index());
    if (known != null) {
      return known;
    }
    String content = Portable.key(point.seed(), point.values());
    contents.set(point.index(), content);
    return content;
  }
}
