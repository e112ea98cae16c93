package dev.trn3.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Messages that leave at the same time and share their links in proportion to their bytes. Those
 * that meet the busiest link end together, when it has carried everything; nobody gets faster when
 * others have ended, as whoever has a link in common with a slower one waits elsewhere. So the time
 * of each is a straight line: its latency, and seconds for every byte.
 */
final class Messages {

  /** One message, of so many bytes for one byte of a buffer. */
  private static final class Message implements MaxMin.Flowing {
    private final int[] links;
    private final double bytes;
    private final double latency;
    private final boolean ours;
    private double rate;

    Message(int[] links, double bytes, double latency, boolean ours) {
      this.links = links;
      this.bytes = bytes;
      this.latency = latency;
      this.ours = ours;
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
      return bytes;
    }
  }

  private final double[] capacity;
  private final List<Message> list = new ArrayList<>();

  /** Links by number, each with the bytes that it carries in a second. */
  Messages(double[] capacity) {
    this.capacity = capacity;
  }

  /**
   * Adds a message.
   *
   * @param bytes for one byte of the buffer, above 0
   * @param latency seconds from when a byte leaves until it arrives
   * @param ours false where it is in the way, but nobody of the group waits for it
   */
  void add(List<Integer> links, double bytes, double latency, boolean ours) {
    int[] numbers = links.stream().mapToInt(Integer::intValue).toArray();
    list.add(new Message(numbers, bytes, latency, ours));
  }

  /** Until all of ours have arrived. */
  Lines all() {
    return over(List.of(links -> true))[0];
  }

  /**
   * Until all of ours have arrived, by what holds them up: one for those whose busiest link is of
   * the first kind, one for those of the second, and so on.
   *
   * @param kinds how many kinds of links there are; link n is of kind n modulo this
   */
  Lines[] byKind(int kinds) {
    double[] load = new double[capacity.length];
    for (Message message : list) {
      for (int link : message.links) {
        load[link] += message.bytes / capacity[link];
      }
    }
    List<Predicate<int[]>> conditions = new ArrayList<>();
    for (int kind = 0; kind < kinds; kind++) {
      int wanted = kind;
      conditions.add(links -> busiest(links, load) % kinds == wanted);
    }
    return over(conditions);
  }

  private static int busiest(int[] links, double[] load) {
    int busiest = links[0];
    for (int link : links) {
      busiest = load[link] > load[busiest] ? link : busiest;
    }
    return busiest;
  }

  private Lines[] over(List<Predicate<int[]>> conditions) {
    new MaxMin(capacity).share(list);
    Lines[] lines = new Lines[conditions.size()];
    for (int i = 0; i < lines.length; i++) {
      Map<Double, Double> slowest = new TreeMap<>();
      for (Message message : list) {
        if (message.ours && conditions.get(i).test(message.links)) {
          slowest.merge(message.latency, message.bytes / message.rate, Math::max);
        }
      }
      lines[i] = Lines.of(0, 0);
      for (Map.Entry<Double, Double> each : slowest.entrySet()) {
        lines[i] = lines[i].beside(Lines.of(each.getKey(), each.getValue()));
      }
    }
    return lines;
  }
}
