package dev.trn3.simulation;

/**
 * The way from a device to its host, for optimizers that run there. Nobody publishes it for
 * Trainium; both rates are assumptions.
 */
public final class HostLink {

  /** Bytes per second between one device and its host, each way: PCIe Gen5 x8 at 80 %. */
  public static final double BANDWIDTH = 25e9;

  /** Bytes per second of host memory for each device: 400 GB/s of a host for 16 of them. */
  public static final double HOST_MEMORY = 25e9;

  private HostLink() {}

  /** Seconds to update one weight: gradient to the host, Adam there, the 16-bit weight back. */
  static double seconds(double gradientBytes) {
    return (gradientBytes + 2) / BANDWIDTH + 30 / HOST_MEMORY;
  }
}
