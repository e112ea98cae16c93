package dev.trn3.simulation;

/** The cost of matrix products on a device. */
public final class Products {

  private Products() {}

  /**
   * Seconds for {@code count} products of m x k by k x n elements of so many bits.
   *
   * <p>Shapes are rounded up to the tiles of the matrix engine; the remainder runs at the peak
   * times the share the software reaches, unless reading and writing the operands takes longer.
   */
  static double seconds(
      Device device, Software software, double count, double m, double k, double n, int bits) {
    return seconds(
        device,
        device.peak(bits) * software.matrix(bits) * busy(device, count * m * n),
        device.bandwidth() * software.memory(),
        roundUp(m, device.arrayEdge()),
        count,
        m,
        k,
        n,
        bits / 8.0,
        bits / 8.0);
  }

  /**
   * Seconds for {@code count} products of m x k inputs by k x n weights.
   *
   * @param rate FLOP/s that large products reach
   * @param memoryRate bytes per second that are read and written
   * @param engineRows rows that the engine takes as long as, at least m
   * @param inputBytes bytes of an element of the inputs; outputs have 2
   * @param weightBytes bytes of an element of the weights
   */
  public static double seconds(
      Device device,
      double rate,
      double memoryRate,
      double engineRows,
      double count,
      double m,
      double k,
      double n,
      double inputBytes,
      double weightBytes) {
    double edge = device.arrayEdge();
    double tiled = engineRows * roundUp(k, edge) * roundUp(n, edge);
    double drain = 1 + device.contractionHalf() / k;
    double arithmetic = 2 * tiled * drain / rate;
    double once = inputBytes * m * k + weightBytes * k * n + 2 * m * n;
    // With tiles of s elements on the chip, no order of work reads less than 2mkn over the root of
    // s.
    double streamed = 2 * m * k * n * inputBytes / Math.sqrt(device.onChip() / inputBytes);
    double bytes = Math.max(once, streamed);
    return count * Math.max(arithmetic, bytes / memoryRate) + device.ramp();
  }

  /** The share of matrix engines that work, on average, when the last round is not full. */
  private static double busy(Device device, double elements) {
    double rounds = elements / (device.arrayEdge() * (double) device.arrayEdge() * device.units());
    return device.units() == 1 ? 1 : rounds / Math.ceil(rounds);
  }

  private static double roundUp(double size, double edge) {
    return Math.ceil(size / edge) * edge;
  }
}
