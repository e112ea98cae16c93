package dev.trn3.experiment;

import dev.trn3.experiment.ReplayedRun.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Published runs of which every request is known, played by the serving engine. The numbers of the
 * stack are fitted to both runs together, and to either of them to predict the other.
 *
 * @param values fitted to both
 * @param rows one for each statistic of each run
 */
record ReplayValidation(Map<String, Double> values, List<Row> rows) {

  private static final ParameterTable TABLE = ParameterTable.read("replay-parameters.csv");

  private static final double NOISE = 0.03;
  private static final int ROUNDS = 60;

  /** A statistic: measured, fitted, and with the run left out of the fit. */
  record Row(String run, String statistic, double measured, double fit, double leftOut) {

    double fitError() {
      return fit / measured - 1;
    }

    double leftOutError() {
      return leftOut / measured - 1;
    }
  }

  static ReplayValidation run() {
    List<ReplayedRun> runs = ReplayedRun.all();
    Map<String, Double> values = fit(runs);
    List<Row> rows = new ArrayList<>();
    for (ReplayedRun run : runs) {
      Map<String, Double> without =
          fit(runs.stream().filter(each -> !each.name().equals(run.name())).toList());
      List<Statistic> fitted = run.predicted(values);
      List<Statistic> leftOut = run.predicted(without);
      for (int i = 0; i < fitted.size(); i++) {
        Statistic measured = run.measured().get(i);
        rows.add(
            new Row(
                run.name(),
                measured.name(),
                measured.seconds(),
                fitted.get(i).seconds(),
                leftOut.get(i).seconds()));
      }
    }
    return new ReplayValidation(values, rows);
  }

  private static Map<String, Double> fit(List<ReplayedRun> runs) {
    return TABLE.fit(ROUNDS, Map.of(), trial -> misfit(runs, trial));
  }

  private static double misfit(List<ReplayedRun> runs, Map<String, Double> trial) {
    double sum = 0;
    for (ReplayedRun run : runs) {
      List<Statistic> predicted = run.predicted(trial);
      for (int i = 0; i < predicted.size(); i++) {
        double miss =
            StrictMath.log(predicted.get(i).seconds() / run.measured().get(i).seconds()) / NOISE;
        sum += miss * miss;
      }
    }
    return sum;
  }

  /** The largest error with parameters fitted to both runs. */
  double worstFit() {
    return rows.stream().mapToDouble(each -> Math.abs(each.fitError())).max().orElseThrow();
  }

  /** The mean error with the run left out of the fit. */
  double leftOutMean() {
    return rows.stream().mapToDouble(each -> Math.abs(each.leftOutError())).average().orElseThrow();
  }

  /** The largest error with the run left out of the fit. */
  double leftOutWorst() {
    return rows.stream().mapToDouble(each -> Math.abs(each.leftOutError())).max().orElseThrow();
  }

  /** The file of parameters with the fitted values. */
  String parameters() {
    return TABLE.file(values);
  }

  /** The part of VALIDATION.md about the serving engine. */
  String report() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                """

                # Validation of the serving engine

                Two published runs of vLLM 0.19 with 300 requests each, played request by request: continuous
                batching of at most 128 sequences, prompts in chunks of an iteration of 2048 tokens. The
                largest error is %.1f %% fitted to both runs; fitted to the other run alone it is %.1f %% at
                most and %.1f %% on average; the target is 10 %%. Seven numbers of the stack are fitted, to
                means and percentiles, none of them for a run or a request. The run on one GPU says nothing
                about the link between two: there the prior counts, which is the share of the link that the
                same software reached in the Splitwise rows.

                | run | statistic | measured [s] | predicted [s] | fit | left out |
                |---|---|---:|---:|---:|---:|
                """,
                100 * worstFit(),
                100 * leftOutWorst(),
                100 * leftOutMean()));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.4f | %.4f | %+.1f %% | %+.1f %% |\n",
              row.run(),
              row.statistic(),
              row.measured(),
              row.fit(),
              100 * row.fitError(),
              100 * row.leftOutError()));
    }
    return text.append('\n').append(TABLE.table("parameter", values)).toString();
  }
}
