package dev.trn3.simulation;

/** The cost of matrix products on a device. */
final class Products {

  private Products() {}

  /**
   * Seconds for {@code count} products of m x k by k x n elements of so many bits.
   *
   * <p>Shapes are rounded up to the tiles of the matrix engine; the remainder runs at the peak
   * times the share the software reaches, unless reading and writing the operands takes longer.
   */
  static double seconds(
      Device device, Software software, double count, double m, double k, double n, int bits) {
    double edge = device.arrayEdge();
    double tiled = roundUp(m, edge) * roundUp(k, edge) * roundUp(n, edge);
    double drain = 1 + device.contractionHalf() / k;
    double arithmetic = 2 * tiled * drain / (device.peak(bits) * software.matrix(bits));
    double bytes = bits / 8.0 * (m * k + k * n) + 2 * m * n;
    double traffic = bytes / (device.bandwidth() * software.memory());
    return count * Math.max(arithmetic, traffic) + device.ramp();
  }

  private static double roundUp(double size, double edge) {
    return Math.ceil(size / edge) * edge;
  }
}
