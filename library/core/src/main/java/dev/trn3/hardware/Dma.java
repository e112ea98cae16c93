package dev.trn3.hardware;

import dev.trn3.provenance.Sourced;
import dev.trn3.units.Bandwidth;
import dev.trn3.units.Ratio;

/**
 * The engines of a chip that move data between memory, cores and links.
 *
 * @param engines how many a chip has
 * @param aggregate their documented bandwidth together
 * @param sustainedPerEngine what one engine sustains according to the programming guide
 */
public record Dma(
    Sourced<Ratio> engines, Sourced<Bandwidth> aggregate, Sourced<Bandwidth> sustainedPerEngine) {

  /** What all engines sustain together; bounds what the cores can read from memory. */
  public Sourced<Bandwidth> sustained() {
    return sustainedPerEngine.derived(
        engines.value() + " engines x " + sustainedPerEngine.value(),
        one -> one.times(engines.si()));
  }
}
