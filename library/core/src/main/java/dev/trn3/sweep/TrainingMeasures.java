package dev.trn3.sweep;

import static dev.trn3.sweep.Measure.Follows.MEMORY;
import static dev.trn3.sweep.Measure.Follows.STEP_RATE;
import static dev.trn3.sweep.Measure.Follows.STEP_TIME;

import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.procurement.Price;
import dev.trn3.procurement.Prices;
import dev.trn3.units.Seconds;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What can be asked of a training job, for sweeps and searches. */
public final class TrainingMeasures {

  private static final String TOKENS_PER_DOLLAR = "tokens per dollar";

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
   * published one of the machine; else, as for Trn3, the first of {@link Prices#assumptions}. The
   * interval also spans the other assumptions.
   */
  public static Measure<TrainingEstimate> costPerMillionTokens() {
    return Measure.<TrainingEstimate>of(
            "cost per million tokens",
            "USD",
            (run, point) -> cost(run, prices(run.machine(), point).get(0), run.tokensPerSecond()))
        .between(
            (run, point) ->
                cost(
                    run,
                    prices(run.machine(), point).stream().min(Comparator.naturalOrder()).get(),
                    run.errorBar().high(run.tokensPerSecond())),
            (run, point) ->
                cost(
                    run,
                    prices(run.machine(), point).stream().max(Comparator.naturalOrder()).get(),
                    run.errorBar().low(run.tokensPerSecond())))
        .following(STEP_TIME);
  }

  /** Millions of tokens trained on for a dollar, at the price of {@link #costPerMillionTokens}. */
  public static Measure<TrainingEstimate> tokensPerDollar() {
    return Measure.<TrainingEstimate>of(
            TOKENS_PER_DOLLAR,
            "million",
            (run, point) ->
                1 / cost(run, prices(run.machine(), point).get(0), run.tokensPerSecond()))
        .between(
            (run, point) ->
                1
                    / cost(
                        run,
                        Collections.max(prices(run.machine(), point)),
                        run.errorBar().low(run.tokensPerSecond())),
            (run, point) ->
                1
                    / cost(
                        run,
                        Collections.min(prices(run.machine(), point)),
                        run.errorBar().high(run.tokensPerSecond())))
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
            (run, point) ->
                rent(run, run.pretrain(tokens).time(), prices(run.machine(), point).get(0)))
        .between(
            (run, point) ->
                rent(
                    run,
                    run.pretrain(tokens).earliest(),
                    Collections.min(prices(run.machine(), point))),
            (run, point) ->
                rent(
                    run,
                    run.pretrain(tokens).latest(),
                    Collections.max(prices(run.machine(), point))))
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

  private static List<Double> prices(Machine machine, Point point) {
    return point.has("price") ? List.of(point.number("price")) : chipHours(machine);
  }

  /** Dollars for a chip and hour: the published price, or the assumptions. */
  static List<Double> chipHours(Machine machine) {
    Machine unit = unit(machine);
    return Prices.of(unit).stream()
        .map(Price::perHour)
        .map(price -> price.amount().doubleValue() / unit.chips())
        .toList();
  }

  /**
   * Sentences that say which price the dollars rest on, one for each kind of machine; none where no
   * measure is in dollars.
   */
  public static List<String> priceNotes(
      Collection<? extends Measure<?>> measures, Stream<Machine> machines) {
    return measures.stream().anyMatch(TrainingMeasures::isInDollars)
        ? machines.map(TrainingMeasures::unit).distinct().map(TrainingMeasures::priceNote).toList()
        : List.of();
  }

  private static boolean isInDollars(Measure<?> measure) {
    return measure.unit().equals("USD") || measure.name().equals(TOKENS_PER_DOLLAR);
  }

  private static Machine unit(Machine machine) {
    return machine instanceof UltraCluster cluster ? cluster.unit() : machine;
  }

  private static String priceNote(Machine machine) {
    Price price = Prices.of(machine).get(0);
    List<Double> all = chipHours(machine);
    String dearest =
        all.size() == 1 ? "" : "; the dearest assumption is $%.2f".formatted(Collections.max(all));
    return "Dollars: $%.2f for a chip and hour of %s (%s, %s)%s."
        .formatted(all.get(0), machine.name(), price.certainty(), price.basis(), dearest);
  }
}
