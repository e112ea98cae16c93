package dev.trn3.uncertainty;

import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The headline figures of a service with the interval that eight of ten outcomes lie in. Its chart
 * is the histogram of the cost.
 */
public final class ServingUncertaintyResult implements Tabular, Plottable {

  private final ServingUncertainty question;
  private final List<double[]> samples;
  private final List<double[]> swings;
  private final double[] assumed;

  /**
   * @param samples figures of the samples; after an interrupt fewer than were asked for
   * @param known figures as assumed, then at both ends of each factor
   */
  ServingUncertaintyResult(
      ServingUncertainty question, List<double[]> samples, List<double[]> known) {
    this.question = question;
    this.samples = List.copyOf(samples);
    this.assumed = known.get(0);
    this.swings = List.copyOf(known.subList(1, known.size()));
  }

  /** False if an interrupt came before all samples were played: the intervals are rougher. */
  public boolean complete() {
    return samples.size() == question.samples();
  }

  /** A figure with everything as assumed. */
  public double assumed(ServingHeadline figure) {
    requireGiven(figure);
    return assumed[figure.ordinal()];
  }

  private static void requireGiven(ServingHeadline figure) {
    Objects.requireNonNull(
        figure,
        "null is no figure; say ServingHeadline.COST_PER_MILLION_OUTPUT_TOKENS, for example");
  }

  private Outcomes outcomes(ServingHeadline figure) {
    requireGiven(figure);
    return new Outcomes(
        figure.toString(),
        figure.unit(),
        samples.stream().mapToDouble(each -> each[figure.ordinal()]).toArray());
  }

  /**
   * The value that a share of all outcomes does not exceed.
   *
   * @throws IllegalArgumentException if the share is not between 0 and 1
   */
  public double quantile(ServingHeadline figure, double share) {
    return outcomes(figure).quantile(share);
  }

  /**
   * The share of outcomes in which a figure does not exceed a value.
   *
   * @throws IllegalArgumentException if the value is NaN
   */
  public double probabilityOfAtMost(ServingHeadline figure, double value) {
    return outcomes(figure).probabilityOfAtMost(value);
  }

  @Override
  public Sheet sheet() {
    Sheet sheet = Outcomes.table("How sure: " + question.assumed().serving());
    for (ServingHeadline figure : ServingHeadline.values()) {
      sheet = outcomes(figure).row(sheet, assumed(figure));
    }
    for (Factor factor : question.factors()) {
      sheet = sheet.note("Uncertain: %s; %s.".formatted(factor.name(), factor.reason()));
    }
    if (!complete()) {
      sheet =
          sheet.note(
              String.format(
                  Locale.ROOT,
                  "Interrupted after %,d of %,d samples; the intervals are those of these.",
                  samples.size(),
                  question.samples()));
    }
    return sheet
        .note("At a given load the throughput is what is asked for, so that it hardly varies.")
        .note(
            String.format(
                Locale.ROOT,
                "%,d samples, seed %d, each with the requests of %s. Plan and replicas stay as they are; factors are drawn independently of each other.",
                samples.size(),
                question.seed(),
                question.time()));
  }

  /**
   * What each uncertain thing alone does to a figure: a tornado chart.
   *
   * @throws IllegalArgumentException if the figure has no value, such as the time per output token
   *     where answers have a single one
   */
  public Tornado tornado(ServingHeadline figure) {
    requireGiven(figure);
    List<Tornado.Bar> bars = new ArrayList<>();
    for (int i = 0; i < question.factors().size(); i++) {
      bars.add(
          new Tornado.Bar(
              question.factors().get(i),
              swings.get(2 * i)[figure.ordinal()],
              swings.get(2 * i + 1)[figure.ordinal()]));
    }
    bars.sort(Comparator.comparingDouble(bar -> -Math.abs(bar.high() - bar.low())));
    return new Tornado(figure.toString(), figure.unit(), assumed(figure), bars);
  }

  /** The tornado of the cost of tokens. */
  public Tornado tornado() {
    return tornado(ServingHeadline.COST_PER_MILLION_OUTPUT_TOKENS);
  }

  /**
   * How often which value of a figure came out.
   *
   * @throws IllegalStateException if it is the same in all samples, or has no value in one
   */
  public Figure histogram(ServingHeadline figure) {
    return outcomes(figure).histogram();
  }

  @Override
  public Figure figure() {
    return histogram(ServingHeadline.COST_PER_MILLION_OUTPUT_TOKENS);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: 80 %% of outcomes between %.3g and %.3g USD a million output tokens, first token p99 %.3g to %.3g ms",
        question.assumed().serving(),
        quantile(ServingHeadline.COST_PER_MILLION_OUTPUT_TOKENS, 0.1),
        quantile(ServingHeadline.COST_PER_MILLION_OUTPUT_TOKENS, 0.9),
        quantile(ServingHeadline.FIRST_TOKEN_P99, 0.1),
        quantile(ServingHeadline.FIRST_TOKEN_P99, 0.9));
  }
}
