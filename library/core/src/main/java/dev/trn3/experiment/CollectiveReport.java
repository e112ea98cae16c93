package dev.trn3.experiment;

import dev.trn3.experiment.CollectiveValidation.Network;
import dev.trn3.experiment.CollectiveValidation.Row;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The part of VALIDATION.md about all-reduces of a cluster of DGX A100. */
record CollectiveReport(CollectiveValidation validation) {

  private static final double TARGET = 0.20;
  private static final double KIB = 1 << 10;
  private static final double MIB = 1 << 20;

  String text() {
    return guess() + errors() + remains() + tried() + table();
  }

  private String guess() {
    Network network = validation.network();
    return String.format(
        Locale.ROOT,
        """
        ## All-reduces of a cluster of DGX A100

        The file names ranks and bytes, not machines, and gives one median for each. Times are whole
        microseconds, so that a median of half a microsecond is the mean of the two in the middle of
        an even number: so are %d of the 15 medians of 2 ranks, %d of 4 and %d of 8, as every other
        sum of two numbers is odd, and none of the 15 of 16 ranks. The digits tell no more than that:
        an even number of times for 2, 4 and 8 ranks, an odd one for 16.

        The rest is a guess: that on a cluster of two machines of 8 the times of 2, 4 and 8 ranks were
        one within a machine and one across two, half of the ranks on each, where 16 can be placed in
        one way only. *Two machines* is therefore the mean of rings within a machine as documented,
        with no number fitted, and of a network; of 16 ranks the network alone. The network is the
        quickest of three: a tree by the protocol of small sums (LL, which sends a flag with each word
        and so has half of the bandwidth), one by that of large sums, both through one adapter, which
        take the same time for any number of ranks; and a ring through the adapters of all ranks,
        which crosses four times where a tree does twice. It has four numbers: %.1f GB/s for an
        adapter of a rank, %.0f us for a small sum, %.0f us for a large one beside moving, and
        %.1f GB/s for a machine all of whose ranks send, used by the 15 rows of 16 ranks only.

        Two of these do not fit what machines are. p4de.24xlarge, with four adapters of 100 Gbit/s,
        stands in for a DGX A100, which has eight of 200 Gbit/s and is not in the catalogue; even of
        the slower adapters the guess needs but %.0f %%. And 8 ranks of a machine move %.1f GB/s where
        4 move %.1f. With three numbers, a machine moving what its four adapters do, the mean error
        is %.1f %% fitted and %.1f %% left out, that of sums beyond 2 MiB %.1f %% left out instead of
        %.1f. The fourth number stays for that alone; it is no bandwidth of a machine.

        """,
        validation.evenMedians(2),
        validation.evenMedians(4),
        validation.evenMedians(8),
        network.adapter() / 1e9,
        1e6 * network.quick(),
        1e6 * network.simple(),
        network.machine() / 1e9,
        100 * network.adapter() / CollectiveValidation.ADAPTER,
        network.machine() / 1e9,
        CollectiveValidation.ADAPTERS * network.adapter() / 1e9,
        100 * validation.fittedPlainly(row -> true),
        100 * validation.leftOutPlainly(row -> true),
        100 * validation.leftOutPlainly(range("beyond 2 MiB")),
        100 * validation.leftOut(range("beyond 2 MiB")));
  }

  private String errors() {
    return String.format(
        Locale.ROOT,
        """
        Mean error of all %d rows: %.1f %% fitted, and %.1f %% with each number of ranks left out of
        the fit in turn. The target of 20 %% over the sizes is
        %s.
        The fit minimises errors as they are judged, by their size. As documented, with all ranks on
        as few machines as hold them, the mean error is %.0f %%.

        """,
        validation.count(row -> true),
        100 * validation.fitted(row -> true),
        100 * validation.leftOut(row -> true),
        verdict(),
        100 * validation.documented(row -> true));
  }

  private String verdict() {
    String missed =
        CollectiveValidation.RANGES.keySet().stream()
            .filter(name -> validation.leftOut(range(name)) > TARGET)
            .map(
                name ->
                    String.format(
                        Locale.ROOT,
                        "; sums %s miss it, %.1f %% left out",
                        name,
                        100 * validation.leftOut(range(name))))
            .collect(Collectors.joining());
    return (validation.leftOut(row -> true) <= TARGET ? "met on the mean" : "missed") + missed;
  }

  private String remains() {
    return String.format(
        Locale.ROOT,
        """
        What is left is mostly scatter for 4 and 8 ranks; for 2 and 16 about half of it or more is the
        model's. *Neighbours* predicts each row from the rows of the same ranks next to it in size,
        more than a fit is told; the smallest and the largest size have none on both sides, so that
        *left out* stands beside it for the same rows too. It carries the noise of three rows and so
        overstates the scatter. It misses 2 ranks by %.0f %% where the model, left out, misses the
        same rows by %.0f, 4 by %.0f and %.0f, 8 by %.0f and %.0f, 16 by %.0f and %.0f.

        Four ranks move at one adapter's speed or at two, back and forth: 32 MiB take %.1f ms and
        64 MiB %.1f, 8 MiB %.1f and 16 MiB %.1f, 66 KiB %.0f us and 130 KiB %.0f, 258 KiB %.0f and
        514 KiB %.0f; nothing in the file says which row had which. 16 ranks move %.1f times as fast
        at 32 MiB as at 16; left out, their machine has four adapters as documented, which is too many.

        """,
        100 * validation.byNeighbours(ranks(2)),
        100 * leftOutBetween(ranks(2)),
        100 * validation.byNeighbours(ranks(4)),
        100 * leftOutBetween(ranks(4)),
        100 * validation.byNeighbours(ranks(8)),
        100 * leftOutBetween(ranks(8)),
        100 * validation.byNeighbours(ranks(16)),
        100 * leftOutBetween(ranks(16)),
        1e3 * validation.measured(4, 32 * MIB),
        1e3 * validation.measured(4, 64 * MIB),
        1e3 * validation.measured(4, 8 * MIB),
        1e3 * validation.measured(4, 16 * MIB),
        1e6 * validation.measured(4, 66 * KIB),
        1e6 * validation.measured(4, 130 * KIB),
        1e6 * validation.measured(4, 258 * KIB),
        1e6 * validation.measured(4, 514 * KIB),
        2 * validation.measured(16, 16 * MIB) / validation.measured(16, 32 * MIB));
  }

  private static String tried() {
    return """
        The shape was chosen while looking at the rows, and none is kept aside to judge it. Others
        were tried once while it was chosen; their code is not kept, so that these figures cannot be
        made again from here. Left out: without trees 26 to 28 %, one start for trees and rings 20 to
        24 %, a start of the ring of its own 19 to 23 %, with its steps 18 to 20 %, each by how many
        adapters 4 and 16 ranks have; a start within a machine that is fitted 18 to 19 %, hops in the
        tree 21 %. Before, ranks were taken to be one on a machine, four where there are eight: 17.7 %
        fitted, 20.1 % left out, and about 25 other shapes no better.

        """;
  }

  private String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        | ranks or size | rows | documented: mean error | two machines: fit | left out | with neighbours | of those: left out | neighbours |
        |---|---:|---:|---:|---:|---:|---:|---:|
        """);
    for (int ranks : CollectiveValidation.RANKS) {
      text.append(line(ranks + " ranks", ranks(ranks)));
    }
    CollectiveValidation.RANGES.forEach((name, which) -> text.append(line(name, which)));
    return text.toString();
  }

  private String line(String name, Predicate<Row> which) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.0f %% | %.0f %% | %.0f %% | %d | %.0f %% | %.0f %% |\n",
        name,
        validation.count(which),
        100 * validation.documented(which),
        100 * validation.fitted(which),
        100 * validation.leftOut(which),
        validation.count(which.and(validation::hasNeighbours)),
        100 * leftOutBetween(which),
        100 * validation.byNeighbours(which));
  }

  private double leftOutBetween(Predicate<Row> which) {
    return validation.leftOut(which.and(validation::hasNeighbours));
  }

  private static Predicate<Row> ranks(int ranks) {
    return row -> row.ranks() == ranks;
  }

  private static Predicate<Row> range(String name) {
    return CollectiveValidation.RANGES.get(name);
  }
}
