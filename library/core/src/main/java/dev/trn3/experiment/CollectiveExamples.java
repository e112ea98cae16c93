package dev.trn3.experiment;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Server;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.network.Communicator;
import dev.trn3.network.Fabric;
import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The example outputs on the page of nccom-test, which names no machine: each is set against every
 * machine and meaning of a rank that it may have been, as a range. No parameter is fitted to them.
 */
final class CollectiveExamples {

  private static final Pattern SUBJECT =
      Pattern.compile("nccom-test example (\\d+)-rank.*(all-reduce|all-gather).*");
  private static final Pattern SIZE =
      Pattern.compile("latency at ([0-9.]+) (B|KB|KiB|MiB|GiB)( .*)?");

  /** A size from which on links, not starts, should decide. */
  static final double LARGE = 4 * 0x1p20;

  /**
   * One example.
   *
   * @param what the pattern
   * @param seconds as printed
   * @param low the shortest prediction of all readings
   * @param high the longest
   */
  record Example(String what, int ranks, double bytes, double seconds, double low, double high) {

    boolean inside() {
      return seconds >= low && seconds <= high;
    }

    boolean large() {
      return bytes >= LARGE;
    }

    /** The measured time over the nearest of the range; 1 inside it. */
    double beyond() {
      return seconds > high ? seconds / high : seconds < low ? seconds / low : 1;
    }
  }

  private final List<Example> examples = new ArrayList<>();

  CollectiveExamples() {
    for (Fact fact : Facts.table().about("nccom-test example").list()) {
      Matcher subject = SUBJECT.matcher(fact.subject());
      Matcher size = SIZE.matcher(fact.quantity());
      if (subject.matches() && size.matches()) {
        double bytes = Double.parseDouble(size.group(1)) * unit(size.group(2));
        examples.add(
            example(
                subject.group(2), Integer.parseInt(subject.group(1)), bytes, fact.seconds().si()));
      }
    }
  }

  private static double unit(String name) {
    return switch (name) {
      case "B" -> 1;
      case "KB" -> 1e3;
      case "KiB" -> 0x1p10;
      case "MiB" -> 0x1p20;
      default -> 0x1p30;
    };
  }

  private static Example example(String what, int ranks, double bytes, double seconds) {
    double low = Double.MAX_VALUE;
    double high = 0;
    for (Server server : List.of(Servers.TRN1_32XLARGE, Servers.TRN2_48XLARGE)) {
      int cores = server.equals(Servers.TRN1_32XLARGE) ? 2 : 4;
      for (int ranksOfAChip : new int[] {1, cores}) {
        int chips = ranks / ranksOfAChip;
        if (chips > 1) {
          double predicted = predicted(server, what, chips, bytes);
          low = Math.min(low, predicted);
          high = Math.max(high, predicted);
        }
      }
    }
    return new Example(what, ranks, bytes, seconds, low, high);
  }

  private static double predicted(Server server, String what, int chips, double bytes) {
    Machine machine = chips > server.chips() ? UltraCluster.of(server).atLeast(chips) : server;
    Communicator group = Fabric.of(machine).communicator(chips);
    return what.equals("all-reduce") ? group.allReduce(bytes) : group.allGather(bytes);
  }

  List<Example> list() {
    return List.copyOf(examples);
  }

  private long count(boolean large, boolean inside) {
    return examples.stream()
        .filter(each -> each.large() == large && (!inside || each.inside()))
        .count();
  }

  /** The farthest that a large example is outside its range, as a factor. */
  double farthestLarge() {
    return examples.stream()
        .filter(Example::large)
        .mapToDouble(Example::beyond)
        .max()
        .orElseThrow();
  }

  /** The part of VALIDATION.md about them. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """

            ## Examples of nccom-test

            The page of nccom-test shows outputs without naming the machine, and warns that they may
            not be current. Assumed: trn1.32xlarge or trn2.48xlarge, a rank being a chip or a logical
            core (2 or 4 of a chip); collectives between the cores of one chip alone are not modelled.
            That gives a range for each example, too wide to judge the model by its middle. What can be
            judged: of the %d examples of 4 MiB and more %d are inside, and the farthest outside takes
            %.1f times the longest prediction. Of the %d smaller ones %d are inside: the older examples
            took 58 to 1,328 us, the newest (the all-gathers of 32 ranks) 6 to 23 us, and the model's
            start of a collective, 4.7 us, was taken from the smallest of the newest. Times of small
            collectives on older software are not reproduced.

            | example | size | measured [us] | predicted, shortest [us] | longest [us] | inside |
            |---|---:|---:|---:|---:|---|
            """,
            count(true, false),
            count(true, true),
            farthestLarge(),
            count(false, false),
            count(false, true)));
    for (Example each : examples) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s, %d ranks | %s | %.2f | %.1f | %.1f | %s |\n",
              each.what(),
              each.ranks(),
              size(each.bytes()),
              1e6 * each.seconds(),
              1e6 * each.low(),
              1e6 * each.high(),
              each.inside() ? "yes" : "no"));
    }
    return text.toString();
  }

  private static String size(double bytes) {
    if (bytes >= 0x1p20) {
      return String.format(Locale.ROOT, "%.0f MiB", bytes / 0x1p20);
    }
    return bytes < 1000
        ? String.format(Locale.ROOT, "%.0f B", bytes)
        : String.format(Locale.ROOT, "%.0f KB", bytes / 1e3);
  }
}
