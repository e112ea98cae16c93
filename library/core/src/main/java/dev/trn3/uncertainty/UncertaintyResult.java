package dev.trn3.uncertainty;

import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.uncertainty.Uncertainty.Outlook;
import dev.trn3.uncertainty.Uncertainty.Swing;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The headline figures of a run with the interval that eight of ten outcomes lie in. Its chart is
 * the histogram of the cost.
 */
public final class UncertaintyResult implements Tabular, Plottable {

  private final Uncertainty question;
  private final Outlook assumed;
  private final List<Outlook> samples;
  private final List<Swing> swings;

  UncertaintyResult(
      Uncertainty question, Outlook assumed, List<Outlook> samples, List<Swing> swings) {
    this.question = question;
    this.assumed = assumed;
    this.samples = List.copyOf(samples);
    this.swings = List.copyOf(swings);
  }

  /** A headline figure. */
  public enum Headline {
    STEP_TIME("step time", "s"),
    TOKENS_PER_SECOND("tokens per second", "tokens/s"),
    MFU("model FLOPs utilisation", "%"),
    DURATION("duration of the run", "days"),
    COST("cost of the run", "million USD"),
    COST_PER_MILLION_TOKENS("cost per million tokens", "USD");

    private final String words;
    private final String unit;

    Headline(String words, String unit) {
      this.words = words;
      this.unit = unit;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  private static void requireGiven(Headline figure) {
    Objects.requireNonNull(figure, "null is no figure; say Headline.COST, for example");
  }

  private ToDoubleFunction<Outlook> reading(Headline figure) {
    requireGiven(figure);
    TrainingEstimate estimate = question.estimate();
    double mfuSeconds = estimate.mfu() * estimate.cost().seconds();
    double tokens = estimate.training().job().tokens();
    return switch (figure) {
      case STEP_TIME -> Outlook::seconds;
      case TOKENS_PER_SECOND -> each -> tokens / each.seconds();
      case MFU -> each -> 100 * mfuSeconds / each.seconds();
      case DURATION -> Outlook::days;
      case COST -> each -> each.dollars() / 1e6;
      case COST_PER_MILLION_TOKENS -> each -> each.dollars() / question.tokens() * 1e6;
    };
  }

  /** A figure with everything as assumed. */
  public double assumed(Headline figure) {
    return reading(figure).applyAsDouble(assumed);
  }

  /**
   * The value that a share of all outcomes does not exceed.
   *
   * @throws IllegalArgumentException if the share is not between 0 and 1
   */
  public double quantile(Headline figure, double share) {
    return outcomes(figure).quantile(share);
  }

  private Outcomes outcomes(Headline figure) {
    requireGiven(figure);
    return new Outcomes(
        figure.toString(), figure.unit, samples.stream().mapToDouble(reading(figure)).toArray());
  }

  /**
   * The share of outcomes in which a figure does not exceed a value.
   *
   * @throws IllegalArgumentException if the value is NaN
   */
  public double probabilityOfAtMost(Headline figure, double value) {
    return outcomes(figure).probabilityOfAtMost(value);
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Outcomes.table(
            "How sure: %s on %s"
                .formatted(
                    question.estimate().training().model(), question.estimate().machine().name()));
    for (Headline figure : Headline.values()) {
      sheet = outcomes(figure).row(sheet, assumed(figure));
    }
    for (Factor factor : question.factors()) {
      sheet = sheet.note("Uncertain: %s; %s.".formatted(factor.name(), factor.reason()));
    }
    return sheet.note(
        String.format(
            Locale.ROOT,
            "%,d samples, seed %d. The plan stays as it is; factors are drawn independently of each other.",
            question.samples(),
            question.seed()));
  }

  /** What each uncertain thing alone does to a figure: a tornado chart. */
  public Tornado tornado(Headline figure) {
    ToDoubleFunction<Outlook> reading = reading(figure);
    double base = reading.applyAsDouble(assumed);
    List<Tornado.Bar> bars = new ArrayList<>();
    for (Swing swing : swings) {
      double low = reading.applyAsDouble(swing.low());
      double high = reading.applyAsDouble(swing.high());
      bars.add(new Tornado.Bar(swing.factor(), low, high));
    }
    bars.sort(Comparator.comparingDouble(bar -> -Math.abs(bar.high() - bar.low())));
    return new Tornado(figure.toString(), figure.unit, base, bars);
  }

  /** The tornado of the cost of the run. */
  public Tornado tornado() {
    return tornado(Headline.COST);
  }

  /**
   * How often which value of a figure came out.
   *
   * @throws IllegalStateException if it is the same in all samples
   */
  public Figure histogram(Headline figure) {
    return outcomes(figure).histogram();
  }

  @Override
  public Figure figure() {
    return histogram(Headline.COST);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: 80 %% of outcomes between %.3g and %.3g million USD, %.3g and %.3g days",
        question.estimate().training().model(),
        quantile(Headline.COST, 0.1),
        quantile(Headline.COST, 0.9),
        quantile(Headline.DURATION, 0.1),
        quantile(Headline.DURATION, 0.9));
  }
}
