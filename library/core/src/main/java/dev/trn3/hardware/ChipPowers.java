package dev.trn3.hardware;

import static dev.trn3.provenance.Facts.fact;

import dev.trn3.units.Watts;
import java.util.List;
import java.util.Optional;

/**
 * What a chip draws at most, as far as sources differ: makers publish it for GPUs, third parties
 * alone for Trainium.
 *
 * @param usual what the model uses
 * @param all every figure there is, the lowest first
 */
public record ChipPowers(Watts usual, List<Watts> all) {

  public ChipPowers {
    all = List.copyOf(all);
  }

  /** The powers of a chip; empty where nobody states one. */
  public static Optional<ChipPowers> of(Chip chip) {
    return chip.power()
        .map(
            power ->
                power.fact().id().equals("trainium3/chip-power")
                    ? new ChipPowers(
                        power.value(),
                        List.of(fact("trainium3/chip-power-epoch").watts().value(), power.value()))
                    : new ChipPowers(power.value(), List.of(power.value())));
  }

  /** The lowest figure. */
  public Watts least() {
    return all.get(0);
  }

  /** The highest figure. */
  public Watts most() {
    return all.get(all.size() - 1);
  }
}
