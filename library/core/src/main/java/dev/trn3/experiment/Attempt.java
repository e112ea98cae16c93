package dev.trn3.experiment;

import dev.trn3.hardware.Machine;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was asked of one of several machines.
 *
 * @param machine the machine
 * @param result what came out; empty where it is impossible there
 * @param reason why it is impossible; empty otherwise
 */
public record Attempt<T>(Machine machine, Optional<T> result, String reason) {

  /** Asks, and keeps the reason if the machine cannot do it. */
  static <T> Attempt<T> of(Machine machine, Supplier<T> question) {
    try {
      return new Attempt<>(machine, Optional.of(question.get()), "");
    } catch (IllegalArgumentException e) {
      return new Attempt<>(machine, Optional.empty(), e.getMessage());
    }
  }
}
