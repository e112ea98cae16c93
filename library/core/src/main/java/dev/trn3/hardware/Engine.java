package dev.trn3.hardware;

import dev.trn3.provenance.Sourced;
import dev.trn3.units.FlopRate;
import dev.trn3.units.Hertz;
import java.util.Optional;

/**
 * A compute engine of a NeuronCore other than the tensor engine.
 *
 * @param name {@code vector}, {@code scalar} or {@code GPSIMD}
 * @param clock its clock rate
 * @param peak its FP32 peak; empty where none is published
 */
public record Engine(String name, Sourced<Hertz> clock, Optional<Sourced<FlopRate>> peak) {}
