package dev.trn3.experiment;

import dev.trn3.hardware.Machine;
import dev.trn3.view.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Bars with intervals, one for each machine that can do what was asked. */
final class Intervals {

  private Intervals() {}

  /** What bars of training jobs are. */
  static final String OF_JOBS = "estimate, 80 % interval";

  /** What bars of services are: no quantity of a service has an 80 % interval of its own. */
  static final String OF_SERVICES = "estimate, ends of 80 % intervals of iterations";

  /**
   * The chart of one quantity over machines. Bars of dollars say that they span the prices as well.
   *
   * @param bars what low and high are
   * @throws IllegalArgumentException if no machine was asked
   * @throws IllegalStateException if none can, with the reason of the first
   */
  static <T> Figure figure(
      String title,
      String bars,
      Figure.Axis axis,
      List<Attempt<T>> attempts,
      Function<T, Range> quantity) {
    List<String> machines = new ArrayList<>();
    List<Range> ranges = new ArrayList<>();
    for (Attempt<T> each : attempts) {
      if (each.result().isPresent()) {
        machines.add(each.machine().name());
        ranges.add(quantity.apply(each.result().get()));
      }
    }
    if (ranges.isEmpty()) {
      throw new IllegalStateException(
          "%s: possible on none of these machines: %s".formatted(title, attempts.get(0).reason()));
    }
    return Figure.of(title, Figure.Shape.BAR, Figure.Axis.linear("machine", ""), axis)
        .with(
            Figure.Series.bars(
                    axis.unit().equals("USD") ? bars + " and every price that may hold" : bars,
                    machines,
                    ranges.stream().map(Range::value).toList())
                .between(
                    ranges.stream().map(Range::low).toList(),
                    ranges.stream().map(Range::high).toList()));
  }

  /**
   * Machines to compare.
   *
   * @throws NullPointerException if one is missing, with what to say
   */
  static Machine[] said(Machine... machines) {
    String missing = "compare(...) needs machines, such as TRN3_ULTRASERVER_GEN2; one is null";
    for (Machine each : Objects.requireNonNull(machines, missing)) {
      Objects.requireNonNull(each, missing);
    }
    return machines;
  }

  static <T> List<Attempt<T>> checked(List<Attempt<T>> attempts) {
    if (attempts.isEmpty()) {
      throw new IllegalArgumentException("compare(...) needs at least one machine");
    }
    return List.copyOf(attempts);
  }
}
