package dev.trn3.experiment;

import dev.trn3.hardware.Servers;
import dev.trn3.network.Fabric;
import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * Published times of one execution of a graph with one and with twelve all-reduces on a
 * trn2.48xlarge. The execution itself costs a hundred times what its all-reduces do, so only the
 * difference of the two says something about the network. No parameter is fitted to them.
 */
final class GraphTimings {

  private static final Pattern SUBJECT =
      Pattern.compile("trn2.48xlarge (\\d+)-rank graph with 1 all-reduce (.*)");

  /** Four rows of 4096 values of 16 bits. */
  private static final double BYTES = 4 * 4096 * 2.0;

  /** Ranks are logical cores of two physical ones (LNC 2): a chip has four. */
  private static final int RANKS_OF_A_CHIP = 4;

  private static final int MORE = 12;

  /**
   * One number of ranks.
   *
   * @param one seconds of an execution with one all-reduce
   * @param twelve seconds with twelve
   * @param predicted seconds of an all-reduce; NaN between the cores of one chip, not modelled
   */
  record Row(int ranks, double one, double twelve, double predicted) {

    /** What each of the other eleven adds, in seconds; noise can make it negative. */
    double added() {
      return (twelve - one) / (MORE - 1);
    }
  }

  private final List<Row> rows = new ArrayList<>();

  GraphTimings() {
    for (Fact fact : Facts.table().about("graph with 1 all-reduce").list()) {
      Matcher subject = SUBJECT.matcher(fact.subject());
      if (subject.matches()) {
        int ranks = Integer.parseInt(subject.group(1));
        Fact twelve = Facts.fact(fact.id().replace("1-all-reduce", "12-all-reduces"));
        rows.add(new Row(ranks, fact.seconds().si(), twelve.seconds().si(), predicted(ranks)));
      }
    }
  }

  private static double predicted(int ranks) {
    int chips = ranks / RANKS_OF_A_CHIP;
    return chips > 1
        ? Fabric.of(Servers.TRN2_48XLARGE).communicator(chips).allReduce(BYTES)
        : Double.NaN;
  }

  List<Row> list() {
    return List.copyOf(rows);
  }

  /** The part of VALIDATION.md about them. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """

            ## Graphs with all-reduces on trn2.48xlarge

            A third party timed executions of a compiled graph with one and with twelve all-reduces of
            32 KiB, on ranks of two cores. Most of an execution is a start that grows with the ranks and
            that its author found to be the same for both graphs: it belongs to the runtime, and nothing
            here predicts it. What is left, an eleventh of the difference of two such times, is as small
            as their noise: between %.1f and %.1f us for each all-reduce, where the model says %.1f to
            %.1f us. The fastest all-reduce in another trace of 64 ranks took %.1f us.

            | ranks | one [ms] | twelve [ms] | each adds [us] | predicted [us] |
            |---:|---:|---:|---:|---:|
            """,
            1e6 * rows.stream().mapToDouble(Row::added).min().orElseThrow(),
            1e6 * rows.stream().mapToDouble(Row::added).max().orElseThrow(),
            1e6 * modelled().min().orElseThrow(),
            1e6 * modelled().max().orElseThrow(),
            1e6
                * Facts.fact("trn2-64-rank-decode-trace-glm-5-3-flash/fastest-traced-all-reduce")
                    .seconds()
                    .si()));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %.3f | %.3f | %.1f | %s |\n",
              row.ranks(),
              1e3 * row.one(),
              1e3 * row.twelve(),
              1e6 * row.added(),
              Double.isNaN(row.predicted())
                  ? "inside a chip, not modelled"
                  : String.format(Locale.ROOT, "%.1f", 1e6 * row.predicted())));
    }
    return text.toString();
  }

  private DoubleStream modelled() {
    return rows.stream().mapToDouble(Row::predicted).filter(each -> !Double.isNaN(each));
  }
}
