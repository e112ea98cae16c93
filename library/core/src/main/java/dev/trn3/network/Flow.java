package dev.trn3.network;

/** Bytes on their way from one chip to another; changed by the simulation as they move. */
final class Flow implements MaxMin.Flowing {

  final int[] links;
  final FlowJob.Lane lane;
  final double begins;
  double left;
  double rate;

  /**
   * @param links that it crosses, by number
   * @param lane that waits for its end
   * @param begins when the first byte arrives and sharing starts
   */
  Flow(int[] links, double bytes, FlowJob.Lane lane, double begins) {
    this.links = links;
    this.left = bytes;
    this.lane = lane;
    this.begins = begins;
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
}
