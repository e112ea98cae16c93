package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.Machine;
import dev.trn3.inference.InferenceModel;
import dev.trn3.inference.ServingErrorBar;
import dev.trn3.procurement.TokenCost;
import dev.trn3.units.Dollars;
import dev.trn3.units.Seconds;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a job that turns texts into vectors takes.
 *
 * @param job the job
 * @param machine what it runs on
 * @param copy one copy of the model on its ranks
 * @param batch texts that a copy reads together
 * @param batchSeconds seconds in which it reads them
 */
public record EmbeddingEstimate(
    Embedding job, Machine machine, InferenceModel copy, int batch, double batchSeconds)
    implements Tabular, Plottable {

  /** Copies of the model on the machine. */
  public int copies() {
    return copy.machine().devices() / copy.cut().ranks();
  }

  /** Texts per second of all copies. */
  public double textsPerSecond() {
    return copies() * batch / batchSeconds;
  }

  /** Tokens per second of all copies. */
  public double tokensPerSecond() {
    return textsPerSecond() * job.tokens();
  }

  /** Tokens per second of one chip. */
  public double tokensPerSecondPerChip() {
    return tokensPerSecond() / machine.chips();
  }

  /** Time for all documents. */
  public Seconds time() {
    return new Seconds(job.documents() / textsPerSecond());
  }

  /** Share of the peak of the chip in the format of the products. */
  public double flopsUtilisation() {
    double work = job.flopsPerText() * textsPerSecond();
    return work
        / (copy.machine().devices() * copy.machine().device().peak(copy.precision().computeBits()));
  }

  private ChipPrices prices() {
    return ChipPrices.of(job.pricePerChipHour(), machine);
  }

  /** Dollars for a million tokens at the lowest price that may hold. */
  public Dollars leastCostPerMillionTokens() {
    return TokenCost.perMillion(prices().least(), tokensPerSecondPerChip());
  }

  /** Dollars for a million tokens at the highest price that may hold. */
  public Dollars mostCostPerMillionTokens() {
    return TokenCost.perMillion(prices().most(), tokensPerSecondPerChip());
  }

  /**
   * Dollars for a million tokens: in the middle of the prices, and from the quick end of the error
   * bar at the lowest price to the slow end at the highest.
   */
  public Range costPerMillionTokens() {
    double least = leastCostPerMillionTokens().amount().doubleValue();
    double most = mostCostPerMillionTokens().amount().doubleValue();
    return new Range((least + most) / 2, errorBar().low(least), errorBar().high(most));
  }

  private ServingErrorBar errorBar() {
    return ServingErrorBar.timeToFirstToken(copy.machine().generation());
  }

  /** What limits it, in one sentence. */
  public String bottleneck() {
    double overhead = job.encoder().layers() * copy.stack().layer() / batchSeconds;
    double host = job.encoder().layers() * copy.stack().dispatch() / batchSeconds;
    if (overhead > 0.5) {
      return "Limited by the start of layers (%s of the time); read more texts together."
          .formatted(Text.percent(overhead));
    }
    if (host > 0.9) {
      return "Limited by the host, which starts layers; read more texts together.";
    }
    return "Limited by arithmetic: %s of the peak of %d-bit products."
        .formatted(Text.percent(flopsUtilisation()), copy.precision().computeBits());
  }

  @Override
  public Sheet sheet() {
    ServingErrorBar bar = errorBar();
    Range cost = costPerMillionTokens();
    double texts = textsPerSecond();
    double million = job.tokens() * job.documents() / 1e6;
    return Sheet.of(
            "Embedding with %s on %s".formatted(job.encoder(), machine.name()),
            column("quantity"),
            column("value"),
            column("unit"),
            column("low"),
            column("high"))
        .row("texts per second", texts, "1/s", bar.low(texts), bar.high(texts))
        .row(
            "tokens per second",
            tokensPerSecond(),
            "1/s",
            bar.low(tokensPerSecond()),
            bar.high(tokensPerSecond()))
        .row(
            "tokens per second and chip",
            tokensPerSecondPerChip(),
            "1/s",
            bar.low(tokensPerSecondPerChip()),
            bar.high(tokensPerSecondPerChip()))
        .row(
            "time of a batch",
            1e3 * batchSeconds,
            "ms",
            1e3 * bar.low(batchSeconds),
            1e3 * bar.high(batchSeconds))
        .row(
            "time of the job",
            time().hours(),
            "h",
            bar.low(time().hours()),
            bar.high(time().hours()))
        .row("cost of a million tokens", cost.value(), "USD", cost.low(), cost.high())
        .row(
            "cost of the job",
            million * cost.value(),
            "USD",
            million * cost.low(),
            million * cost.high())
        .row("copies of the model", (long) copies(), "", null, null)
        .row("texts in a batch of a copy", (long) batch, "", null, null)
        .row(
            "share of the peak",
            100 * flopsUtilisation(),
            "%",
            100 * bar.low(flopsUtilisation()),
            100 * bar.high(flopsUtilisation()))
        .note(
            String.format(
                Locale.ROOT,
                "%,.0f texts of %,d tokens, weights in %s, %s.",
                job.documents(),
                job.tokens(),
                job.precision(),
                copy.stack().name()))
        .note(prices().note())
        .note(bottleneck())
        .note(
            "Certainty: estimated, "
                + bar
                + ". No encoder was measured; the numbers are those of reading prompts.")
        .note("Not modelled: tokenising, moving texts and vectors, and storing them.");
  }

  @Override
  public Figure figure() {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int texts = 1; texts <= Math.max(64, 2 * batch); texts *= 2) {
      x.add((double) texts);
      y.add(job.batch(texts).estimate().tokensPerSecondPerChip());
    }
    return Figure.of(
            "Tokens per second and chip, by batch",
            Figure.Shape.LINE,
            Figure.Axis.logarithmic("texts in a batch", ""),
            Figure.Axis.linear("tokens per second and chip", "1/s"))
        .with(Figure.Series.points(job.encoder().name(), x, y));
  }

  @Override
  public String toString() {
    return "%s on %s: %s tokens per second (80 %% interval), %s USD for a million (and every price that may hold); %s"
        .formatted(
            job.encoder(),
            machine.name(),
            Range.of(tokensPerSecond(), errorBar()).words(Text::digits),
            costPerMillionTokens().words(Text::digits),
            bottleneck());
  }
}
