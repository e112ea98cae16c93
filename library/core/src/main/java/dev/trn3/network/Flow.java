package dev.trn3.network;

/** Bytes on their way from one chip to another; changed by the simulation as they move. */
final class Flow implements MaxMin.Flowing {

  final int[] links;
  final FlowJob.Lane lane;
  final double begins;
  final double latency;
  double left;
  double arrives;
  double rate;
  private final double weight;

  /**
   * @param links that it crosses, by number
   * @param weight its bytes, in times of those of the largest message of its step
   * @param lane that waits for its end
   * @param begins when its first byte leaves and sharing starts
   * @param latency seconds from when a byte leaves until it arrives
   */
  Flow(int[] links, double bytes, double weight, FlowJob.Lane lane, double begins, double latency) {
    this.links = links;
    this.left = bytes;
    this.weight = weight;
    this.lane = lane;
    this.begins = begins;
    this.latency = latency;
  }

  @Override
  public int[] links() {
    return links;
  }

  @Override
  public double rate() {
    return rate;
  }

  @Override
  public void rate(double given) {
    rate = given;
  }

  @Override
  public double weight() {
    return weight;
  }
}
