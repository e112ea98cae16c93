package dev.trn3.hardware;

import dev.trn3.provenance.Sourced;
import dev.trn3.units.Bandwidth;
import dev.trn3.units.Seconds;

/**
 * The network between machines.
 *
 * @param name such as {@code EFAv4}
 * @param perChip what one chip's share of the network cards sends, and receives, each way
 * @param latency time of one step between two chips of different machines
 */
public record ScaleOut(String name, Sourced<Bandwidth> perChip, Sourced<Seconds> latency) {}
