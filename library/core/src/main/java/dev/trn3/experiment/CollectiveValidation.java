package dev.trn3.experiment;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.network.Algorithm;
import dev.trn3.network.Fabric;
import dev.trn3.simulation.CsvTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * All-reduces of a cluster of DGX A100, of which the source does not say on which machines the
 * ranks were. Predicted twice: by the fabric as documented with ranks side by side, and as a guess
 * from the digits of the medians, with four numbers fitted for the network. The digits tell that an
 * even number of times was taken of 2, 4 and 8 ranks and an odd one of 16. That one of two times
 * was within a machine and one across two is the guess, and it does not fit in all: it needs
 * adapters of less than half of their documented speed.
 *
 * <p>The catalogue has no DGX A100: p4de.24xlarge, which has 8 A100 behind NVSwitch too, stands in.
 */
final class CollectiveValidation {

  /**
   * One row of the profile.
   *
   * @param seconds measured, the median of the ways in which ranks were placed
   */
  record Row(int ranks, double bytes, double seconds) {

    /** True if the last digit is half a microsecond, which only the mean of two has. */
    boolean ofAnEvenNumber() {
      return StrictMath.round(seconds * 2e6) % 2 != 0;
    }

    /** Ranks on each of two machines. */
    int together() {
      return ranks / 2;
    }

    /** A machine has room for 8, so that 16 can be placed in one way only. */
    boolean onTwoMachinesOnly() {
      return ranks > Servers.P4DE_24XLARGE.chips();
    }
  }

  /**
   * The numbers of the network between two machines.
   *
   * @param adapter bytes per second of the adapter of a rank
   * @param quick seconds of a sum by the protocol of small ones (LL), which sends a flag with each
   *     word of data and so has half of the bandwidth
   * @param simple seconds that the protocol of large ones takes beside moving, up and down a tree
   * @param machine bytes per second that a machine can move when all of its ranks do; of the rows
   *     with 16 ranks alone
   */
  record Network(double adapter, double quick, double simple, double machine) {

    /**
     * With offsets from what is documented of the machine that stands in; the spreads are a factor
     * of two.
     *
     * @param offsets three, or four if what a machine can move is not what its adapters can
     */
    static Network at(double[] offsets) {
      double adapter = ADAPTER * StrictMath.exp(0.7 * offsets[0]);
      return new Network(
          adapter,
          40e-6 * StrictMath.exp(0.7 * offsets[1]),
          80e-6 * StrictMath.exp(0.7 * offsets[2]),
          ADAPTERS * adapter * (offsets.length < 4 ? 1 : StrictMath.exp(0.7 * offsets[3])));
    }

    /**
     * The quickest of three: a tree by the quick or by the simple protocol, through one adapter,
     * and a ring through the adapters of all ranks, which crosses four times where a tree does
     * twice.
     *
     * @param all bytes per second of the adapters of all ranks of a machine
     */
    double across(Row row, double all) {
      double each = row.bytes() / adapter;
      double ring = 2 * (row.ranks() - 1.0) / row.ranks() * row.bytes();
      return Math.min(Math.min(quick + 2 * each, simple + each), 2 * simple + ring / all);
    }

    double seconds(Row row) {
      return row.onTwoMachinesOnly()
          ? across(row, machine)
          : (across(row, row.together() * adapter) + within(row)) / 2;
    }
  }

  /** Documented of p4de.24xlarge: four adapters of 100 Gbit/s. */
  static final double ADAPTER = 12.5e9;

  static final int ADAPTERS = 4;

  static final Map<String, Predicate<Row>> RANGES = ranges();

  static final List<Integer> RANKS = List.of(2, 4, 8, 16);

  private static final double MIB = 1 << 20;
  private static final double NOISE = 0.15;
  private static final double KINK = 0.1;
  private static final int ROUNDS = 400;

  private final List<Row> rows = new ArrayList<>();
  private final Map<Row, Double> neighbours;
  private final Fit own;
  private final Fit plain;

  CollectiveValidation() {
    CsvTable.read(CollectiveValidation.class, "collectives-a100_dgx.csv")
        .forEach(
            row ->
                rows.add(
                    new Row(
                        Integer.parseInt(row.get("ranks")),
                        Double.parseDouble(row.get("bytes")),
                        Double.parseDouble(row.get("all_reduce_ms_median")) / 1000)));
    neighbours = neighbours(rows);
    own = Fit.of(rows, 4);
    plain = Fit.of(rows, 3);
  }

  private static Map<String, Predicate<Row>> ranges() {
    Map<String, Predicate<Row>> ranges = new LinkedHashMap<>();
    ranges.put("up to 64 KiB", row -> row.bytes() < MIB / 8);
    ranges.put("128 KiB to 2 MiB", row -> row.bytes() >= MIB / 8 && row.bytes() <= 2 * MIB);
    ranges.put("beyond 2 MiB", row -> row.bytes() > 2 * MIB);
    return ranges;
  }

  /**
   * A network fitted to all rows, and to those that are left without each number of ranks.
   *
   * @param others by the number of ranks that was left out
   */
  record Fit(Network network, Map<Integer, Network> others) {

    static Fit of(List<Row> rows, int numbers) {
      Map<Integer, Network> others = new LinkedHashMap<>();
      for (int ranks : RANKS) {
        others.put(
            ranks, network(rows.stream().filter(row -> row.ranks() != ranks).toList(), numbers));
      }
      return new Fit(network(rows, numbers), others);
    }

    private static Network network(List<Row> rows, int numbers) {
      return Network.at(Calibration.minimise(numbers, ROUNDS, offsets -> objective(rows, offsets)));
    }

    double leftOut(Row row) {
      return others.get(row.ranks()).seconds(row);
    }
  }

  /** Misses count as they are judged, by their size and not by its square. */
  private static double objective(List<Row> rows, double[] offsets) {
    Network trial = Network.at(offsets);
    double sum = 0;
    for (double offset : offsets) {
      sum += offset * offset;
    }
    for (Row row : rows) {
      double miss = Math.abs(StrictMath.log(trial.seconds(row) / row.seconds())) / NOISE;
      sum += miss < KINK ? miss * miss / (2 * KINK) : miss - KINK / 2;
    }
    return sum;
  }

  /** NCCL's trees are chains within a machine, so that it has rings there. */
  private static double within(Row row) {
    return Fabric.of(Servers.P4DE_24XLARGE)
        .communicator(row.ranks())
        .using(Algorithm.RING)
        .allReduce(row.bytes());
  }

  /**
   * What rows would be if those of the same ranks next to them in size, on both sides, had to tell
   * them; the smallest and the largest size have no such rows.
   */
  private static Map<Row, Double> neighbours(List<Row> rows) {
    Map<Row, Double> told = new LinkedHashMap<>();
    for (int i = 1; i < rows.size() - 1; i++) {
      Row row = rows.get(i);
      Row smaller = rows.get(i - 1);
      Row larger = rows.get(i + 1);
      if (smaller.ranks() == larger.ranks()) {
        double share =
            StrictMath.log(row.bytes() / smaller.bytes())
                / StrictMath.log(larger.bytes() / smaller.bytes());
        told.put(
            row, smaller.seconds() * StrictMath.pow(larger.seconds() / smaller.seconds(), share));
      }
    }
    return told;
  }

  private static double documentedSeconds(Row row) {
    Machine machine =
        row.ranks() > 8 ? UltraCluster.of(Servers.P4DE_24XLARGE).servers(2) : Servers.P4DE_24XLARGE;
    return Fabric.of(machine).communicator(row.ranks()).allReduce(row.bytes());
  }

  /** How many rows there are of those. */
  long count(Predicate<Row> which) {
    return rows.stream().filter(which).count();
  }

  private double mean(Predicate<Row> which, ToDoubleFunction<Row> predicted) {
    return rows.stream()
        .filter(which)
        .mapToDouble(row -> Math.abs(predicted.applyAsDouble(row) / row.seconds() - 1))
        .average()
        .orElseThrow();
  }

  /** Mean error by the fabric as documented, all ranks on as few machines as hold them. */
  double documented(Predicate<Row> which) {
    return mean(which, CollectiveValidation::documentedSeconds);
  }

  /** Mean error, fitted to all rows. */
  double fitted(Predicate<Row> which) {
    return mean(which, own.network()::seconds);
  }

  /** Mean error, each number of ranks left out of the fit in turn. */
  double leftOut(Predicate<Row> which) {
    return mean(which, own::leftOut);
  }

  /** The same of a network of three numbers, whose machines move what their adapters can. */
  double fittedPlainly(Predicate<Row> which) {
    return mean(which, plain.network()::seconds);
  }

  double leftOutPlainly(Predicate<Row> which) {
    return mean(which, plain::leftOut);
  }

  /** True of rows that have a neighbour in size on both sides. */
  boolean hasNeighbours(Row row) {
    return neighbours.containsKey(row);
  }

  /** Mean error of rows that have neighbours, if these tell them. */
  double byNeighbours(Predicate<Row> which) {
    return mean(which.and(this::hasNeighbours), neighbours::get);
  }

  /** Measured seconds of so many ranks and bytes. */
  double measured(int ranks, double bytes) {
    return rows.stream()
        .filter(row -> row.ranks() == ranks && row.bytes() == bytes)
        .findFirst()
        .orElseThrow()
        .seconds();
  }

  /** The network fitted to all rows. */
  Network network() {
    return own.network();
  }

  /** How many of the medians of so many ranks are those of an even number of times. */
  long evenMedians(int ranks) {
    return count(row -> row.ranks() == ranks && row.ofAnEvenNumber());
  }
}
