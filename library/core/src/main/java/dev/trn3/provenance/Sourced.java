package dev.trn3.provenance;

import dev.trn3.units.Quantity;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A quantity and the fact it rests on. Prints both: {@code 4.9 TB/s (published, AWS Neuron docs:
 * trainium3.rst)}.
 *
 * @param value the quantity
 * @param fact where it comes from
 */
public record Sourced<T extends Quantity>(T value, Fact fact) {

  /** Checks that both are there. */
  public Sourced {
    Objects.requireNonNull(value, "a sourced quantity needs a value");
    Objects.requireNonNull(fact, "a sourced quantity needs a fact");
  }

  /** A quantity that you enter yourself, with the reason for it. */
  public static <T extends Quantity> Sourced<T> given(String quantity, T value, String reason) {
    return new Sourced<>(value, Fact.given(quantity, value, reason));
  }

  /** The raw SI double. */
  public double si() {
    return value.si();
  }

  /** How sure the number is. */
  public Certainty certainty() {
    return fact.certainty();
  }

  /** Who states it. */
  public String source() {
    return fact.source();
  }

  /** The quantity computed from this one, no surer than it; the source says how. */
  public Sourced<T> derived(String how, UnaryOperator<T> computation) {
    return new Sourced<>(computation.apply(value), fact.derived(how));
  }

  @Override
  public String toString() {
    return "%s (%s, %s)".formatted(value, certainty(), source());
  }
}
