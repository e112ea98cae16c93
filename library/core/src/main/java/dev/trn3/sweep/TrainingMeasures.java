package dev.trn3.sweep;

import static dev.trn3.sweep.Measure.Follows.MEMORY;
import static dev.trn3.sweep.Measure.Follows.STEP_RATE;
import static dev.trn3.sweep.Measure.Follows.STEP_TIME;

import dev.trn3.experiment.ChipPrices;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.units.Seconds;

/** What can be asked of a training job, for sweeps and searches. */
public final class TrainingMeasures {

  private TrainingMeasures() {}

  /** Seconds of a step. */
  public static Measure<TrainingEstimate> stepTime() {
    return Measure.<TrainingEstimate>of("step time", "s", (run, point) -> run.cost().seconds())
        .between(
            (run, point) -> run.errorBar().low(run.cost().seconds()),
            (run, point) -> run.errorBar().high(run.cost().seconds()))
        .following(STEP_TIME);
  }

  /** Tokens trained on each second, all chips together. */
  public static Measure<TrainingEstimate> tokensPerSecond() {
    return Measure.<TrainingEstimate>of(
            "tokens per second", "tokens/s", (run, point) -> run.tokensPerSecond())
        .between(
            (run, point) -> run.errorBar().low(run.tokensPerSecond()),
            (run, point) -> run.errorBar().high(run.tokensPerSecond()))
        .following(STEP_RATE);
  }

  /** Model FLOPs utilisation, in percent. */
  public static Measure<TrainingEstimate> mfu() {
    return Measure.<TrainingEstimate>of("MFU", "%", (run, point) -> 100 * run.mfu())
        .between(
            (run, point) -> 100 * run.errorBar().low(run.mfu()),
            (run, point) -> 100 * run.errorBar().high(run.mfu()))
        .following(STEP_RATE);
  }

  /** Memory that each chip needs. */
  public static Measure<TrainingEstimate> memoryPerChip() {
    return Measure.<TrainingEstimate>of(
            "memory per chip", "GiB", (run, point) -> run.memory().total().si() / 0x1p30)
        .following(MEMORY);
  }

  /** Chips of the machine. */
  public static Measure<TrainingEstimate> chips() {
    return Measure.<TrainingEstimate>of("chips", "", (run, point) -> (long) run.machine().chips())
        .following(STEP_TIME);
  }

  /** How the job is cut. */
  public static Measure<TrainingEstimate> plan() {
    return Measure.of("plan", "", (run, point) -> run.plan().toString());
  }

  /** What takes most of a step. */
  public static Measure<TrainingEstimate> bottleneck() {
    return Measure.of("limited by", "", (run, point) -> run.bottleneck());
  }

  /**
   * Dollars for training on a million tokens: the price of the chips for as long as it takes.
   *
   * <p>The price is that of an axis {@code price}, in dollars for a chip and hour; else the
   * published one of the machine; else, as for Trn3, the middle one of {@link
   * dev.trn3.procurement.Prices#assumptions}. The interval also spans the others.
   */
  public static Measure<TrainingEstimate> costPerMillionTokens() {
    return Measure.<TrainingEstimate>of(
            "cost per million tokens",
            "USD",
            (run, point) -> cost(run, price(run, point), run.tokensPerSecond()))
        .between(
            (run, point) ->
                cost(run, least(run, point), run.errorBar().high(run.tokensPerSecond())),
            (run, point) -> cost(run, most(run, point), run.errorBar().low(run.tokensPerSecond())))
        .following(STEP_TIME);
  }

  /** Millions of tokens trained on for a dollar, at the price of {@link #costPerMillionTokens}. */
  public static Measure<TrainingEstimate> tokensPerDollar() {
    return Measure.<TrainingEstimate>of(
            PriceNotes.TOKENS_PER_DOLLAR,
            "million",
            (run, point) -> 1 / cost(run, price(run, point), run.tokensPerSecond()))
        .between(
            (run, point) ->
                1 / cost(run, most(run, point), run.errorBar().low(run.tokensPerSecond())),
            (run, point) ->
                1 / cost(run, least(run, point), run.errorBar().high(run.tokensPerSecond())))
        .following(STEP_RATE);
  }

  /** Energy of the chips at full power for a million tokens; none where their power is unknown. */
  public static Measure<TrainingEstimate> energyPerMillionTokens() {
    return Measure.<TrainingEstimate>of(
            "chip energy per million tokens",
            "kWh",
            (run, point) -> energy(run, run.tokensPerSecond()))
        .between(
            (run, point) -> energy(run, run.errorBar().high(run.tokensPerSecond())),
            (run, point) -> energy(run, run.errorBar().low(run.tokensPerSecond())))
        .following(STEP_TIME);
  }

  private static Double energy(TrainingEstimate run, double tokensPerSecond) {
    return run.machine()
        .chipPower()
        .map(power -> power.si() / tokensPerSecond * 1e6 / 3.6e6)
        .orElse(null);
  }

  /** Days to train on so many tokens, with failures, restarts and checkpoints. */
  public static Measure<TrainingEstimate> trainingTime(double tokens) {
    requireTokens(tokens);
    return Measure.<TrainingEstimate>of(
            "training time", "days", (run, point) -> run.pretrain(tokens).time().days())
        .between(
            (run, point) -> run.pretrain(tokens).earliest().days(),
            (run, point) -> run.pretrain(tokens).latest().days())
        .following(STEP_TIME);
  }

  /**
   * Dollars for training on so many tokens, with failures, restarts and checkpoints, at the price
   * of {@link #costPerMillionTokens}. Blocks of whole days cost more.
   */
  public static Measure<TrainingEstimate> trainingCost(double tokens) {
    requireTokens(tokens);
    return Measure.<TrainingEstimate>of(
            "training cost",
            "USD",
            (run, point) -> rent(run, run.pretrain(tokens).time(), price(run, point)))
        .between(
            (run, point) -> rent(run, run.pretrain(tokens).earliest(), least(run, point)),
            (run, point) -> rent(run, run.pretrain(tokens).latest(), most(run, point)))
        .following(STEP_TIME);
  }

  private static double rent(TrainingEstimate run, Seconds time, double perChipHour) {
    return time.hours() * run.machine().chips() * perChipHour;
  }

  private static void requireTokens(double tokens) {
    if (!(tokens > 0) || Double.isInfinite(tokens)) {
      throw new IllegalArgumentException("a run needs tokens to train on, not " + tokens);
    }
  }

  private static double cost(TrainingEstimate run, double chipHour, double tokensPerSecond) {
    return chipHour * run.machine().chips() / 3600 / tokensPerSecond * 1e6;
  }

  private static double price(TrainingEstimate run, Point point) {
    return prices(run, point).middle().amount().doubleValue();
  }

  private static double least(TrainingEstimate run, Point point) {
    return prices(run, point).least().amount().doubleValue();
  }

  private static double most(TrainingEstimate run, Point point) {
    return prices(run, point).most().amount().doubleValue();
  }

  private static ChipPrices prices(TrainingEstimate run, Point point) {
    return ChipPrices.of(PriceNotes.said(point), run.machine());
  }
}
