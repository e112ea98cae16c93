package dev.trn3.experiment;

import dev.trn3.hardware.Machine;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What was asked of one of several machines.
 *
 * @param machine the machine
 * @param result what came out; empty where it is impossible there
 * @param reason why it is impossible or unknown; empty otherwise
 * @param interrupted true if it is unknown, as the question was interrupted
 */
public record Attempt<T>(Machine machine, Optional<T> result, String reason, boolean interrupted) {

  /** Asks, and keeps the reason if the machine cannot do it. */
  static <T> Attempt<T> of(Machine machine, Supplier<T> question) {
    try {
      return new Attempt<>(machine, Optional.of(question.get()), "", false);
    } catch (IllegalArgumentException e) {
      return new Attempt<>(machine, Optional.empty(), e.getMessage(), false);
    }
  }

  /** A question that was not answered to its end. */
  static <T> Attempt<T> interrupted(Machine machine, String known) {
    return new Attempt<>(machine, Optional.empty(), known, true);
  }

  /** Each machine with what is said of it, in one line. */
  static <T> String line(List<Attempt<T>> all, Function<Attempt<T>, String> said) {
    return all.stream()
        .map(each -> each.machine().name() + " " + said.apply(each))
        .collect(Collectors.joining("; "));
  }
}
