package dev.trn3.hardware;

import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.Bytes;
import dev.trn3.units.Ratio;
import java.util.ArrayList;
import java.util.List;

/**
 * The cores of a Neuron chip.
 *
 * @param generation such as {@code NeuronCore-v4}
 * @param count physical cores of a chip
 * @param tensor the matrix engine of one core
 * @param vector the vector engine of one core
 * @param scalar the scalar engine of one core
 * @param gpsimd the general engine of one core
 * @param sbuf state buffer of one core
 * @param psum partial sum buffer of one core
 * @param collectives cores of a chip that run collectives beside the compute
 * @param dma data movers of the chip
 * @param logicalConfigurations physical cores that can be joined into one logical core (LNC)
 */
public record NeuronCores(
    String generation,
    Sourced<Ratio> count,
    TensorEngine tensor,
    Engine vector,
    Engine scalar,
    Engine gpsimd,
    Sourced<Bytes> sbuf,
    Sourced<Bytes> psum,
    Sourced<Ratio> collectives,
    Dma dma,
    List<Integer> logicalConfigurations) {

  /** Copies the configurations. */
  public NeuronCores {
    logicalConfigurations = List.copyOf(logicalConfigurations);
  }

  /**
   * Logical cores of a chip.
   *
   * @param lnc physical cores joined into one logical core
   * @throws IllegalArgumentException if this generation cannot join that many
   */
  public int logical(int lnc) {
    if (!logicalConfigurations.contains(lnc)) {
      throw new IllegalArgumentException(
          "%s cannot run with LNC %d; it has %s".formatted(generation, lnc, logicalConfigurations));
    }
    return count.value().whole() / lnc;
  }

  /** The configuration that Neuron takes by itself: the most that can be joined. */
  public int defaultConfiguration() {
    return logicalConfigurations.get(logicalConfigurations.size() - 1);
  }

  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>(List.of(count.fact(), tensor.clock().fact()));
    tensor.peaks().values().forEach(peak -> facts.add(peak.fact()));
    facts.addAll(List.of(tensor.rows().fact(), tensor.columns().fact()));
    facts.addAll(List.of(tensor.shortestInterval().fact(), tensor.overhead().fact()));
    tensor.throttle().ifPresent(t -> facts.addAll(List.of(t.start().fact(), t.ramp().fact())));
    for (Engine engine : List.of(vector, scalar, gpsimd)) {
      facts.add(engine.clock().fact());
      engine.peak().ifPresent(peak -> facts.add(peak.fact()));
    }
    facts.addAll(List.of(sbuf.fact(), psum.fact(), collectives.fact()));
    facts.addAll(
        List.of(dma.engines().fact(), dma.aggregate().fact(), dma.sustainedPerEngine().fact()));
    return facts;
  }
}
