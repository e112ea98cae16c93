package dev.trn3.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Seconds by bytes where several things must have ended: the highest of straight lines, each of
 * which is a wait and seconds for every byte.
 */
final class Lines {

  private record Line(double delay, double perByte) {

    double seconds(double bytes) {
      return delay + perByte * bytes;
    }
  }

  private static final Comparator<Line> STEEPEST =
      Comparator.comparingDouble(Line::perByte).thenComparingDouble(Line::delay).reversed();

  private final double[] waits;
  private final double[] perByte;

  private Lines(List<Line> lines) {
    waits = lines.stream().mapToDouble(Line::delay).toArray();
    perByte = lines.stream().mapToDouble(Line::perByte).toArray();
  }

  /** One line. */
  static Lines of(double delay, double perByte) {
    return new Lines(List.of(new Line(delay, perByte)));
  }

  /** What has ended when this and the other have, both from now on. */
  Lines beside(Lines other) {
    List<Line> lines = new ArrayList<>(list());
    lines.addAll(other.list());
    return highest(lines);
  }

  /** What has ended when the other, which begins after this, has. */
  Lines then(Lines next) {
    List<Line> lines = new ArrayList<>();
    for (Line first : list()) {
      for (Line second : next.list()) {
        lines.add(new Line(first.delay() + second.delay(), first.perByte() + second.perByte()));
      }
    }
    return highest(lines);
  }

  /** The same for every byte of a buffer of which this moves a part. */
  Lines of(double part) {
    return new Lines(
        list().stream().map(line -> new Line(line.delay(), line.perByte() * part)).toList());
  }

  private List<Line> list() {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < waits.length; i++) {
      lines.add(new Line(waits[i], perByte[i]));
    }
    return lines;
  }

  /** Leaves out lines that are never above all others. */
  private static Lines highest(List<Line> lines) {
    List<Line> kept = new ArrayList<>();
    for (Line line : lines.stream().sorted(STEEPEST).toList()) {
      if (kept.isEmpty() || line.delay() > kept.get(kept.size() - 1).delay()) {
        while (kept.size() > 1
            && under(kept.get(kept.size() - 2), kept.get(kept.size() - 1), line)) {
          kept.remove(kept.size() - 1);
        }
        kept.add(line);
      }
    }
    return new Lines(kept);
  }

  /** True where the middle line is nowhere above both others. */
  private static boolean under(Line steep, Line middle, Line flat) {
    double meet = (flat.delay() - steep.delay()) / (steep.perByte() - flat.perByte());
    return middle.seconds(meet) <= steep.seconds(meet);
  }

  /** The highest. */
  double seconds(double bytes) {
    double most = 0;
    for (int i = 0; i < waits.length; i++) {
      most = Math.max(most, waits[i] + perByte[i] * bytes);
    }
    return most;
  }

  /** The wait of the line that is highest. */
  double waiting(double bytes) {
    int highest = 0;
    for (int i = 1; i < waits.length; i++) {
      if (waits[i] + perByte[i] * bytes > waits[highest] + perByte[highest] * bytes) {
        highest = i;
      }
    }
    return waits[highest];
  }

  /** Without the wait, the seconds of the line that is highest. */
  double moving(double bytes) {
    return seconds(bytes) - waiting(bytes);
  }
}
