package dev.trn3.simulation;

import dev.trn3.network.MaxMin;

/** Something that takes time at a rate that may change: a computation, a wait, or a flow. */
final class Activity implements MaxMin.Flowing {

  private static final int[] NONE = {};

  private final int[] ports;
  final Runnable then;
  private double left;
  private double rate = 1;
  private double since;
  double at;
  long order;
  int slot = -1;

  /**
   * @param seconds it takes at a rate of 1
   * @param ports that it crosses, by number
   * @param then what follows
   */
  Activity(double seconds, double now, int[] ports, Runnable then) {
    this.left = seconds;
    this.since = now;
    this.at = now + seconds;
    this.ports = ports;
    this.then = then;
  }

  Activity(double seconds, double now, Runnable then) {
    this(seconds, now, NONE, then);
  }

  /** Does what was to be done until now at the present rate, and goes on at another. */
  void change(double now, double other) {
    advance(now);
    rate(other);
  }

  /** Does what was to be done until now. */
  void advance(double now) {
    left = Math.max(0, left - rate * (now - since));
    since = now;
  }

  @Override
  public int[] links() {
    return ports;
  }

  @Override
  public double rate() {
    return rate;
  }

  @Override
  public void rate(double given) {
    rate = given;
    at = since + left / given;
  }
}
