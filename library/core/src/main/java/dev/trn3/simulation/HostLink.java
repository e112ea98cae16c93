package dev.trn3.simulation;

import static dev.trn3.provenance.Facts.fact;

import dev.trn3.provenance.Sourced;
import dev.trn3.units.Bandwidth;

/**
 * The way from a device to its host, for optimizers that run there. Nobody publishes it for
 * Trainium; both rates are assumptions.
 */
public final class HostLink {

  /** Between one device and its host, each way. */
  public static final Sourced<Bandwidth> BANDWIDTH = fact("host-link/device").bandwidth();

  /** Of host memory, for each device. */
  public static final Sourced<Bandwidth> HOST_MEMORY = fact("host-link/memory").bandwidth();

  private static final double LINK = BANDWIDTH.si();
  private static final double MEMORY = HOST_MEMORY.si();

  private HostLink() {}

  /** Seconds to update one weight: gradient to the host, Adam there, the 16-bit weight back. */
  static double seconds(double gradientBytes) {
    return (gradientBytes + 2) / LINK + 30 / MEMORY;
  }
}
