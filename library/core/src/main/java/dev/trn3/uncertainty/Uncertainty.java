package dev.trn3.uncertainty;

import dev.trn3.display.Display;
import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.procurement.Price;
import dev.trn3.procurement.Prices;
import dev.trn3.simulation.MachineModel;
import dev.trn3.threads.Workers;
import dev.trn3.uncertainty.Factor.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How sure the figures of a training run are: everything that is uncertain about it is drawn at
 * random, many times, and the figures are computed again. Each step gives a new value; nothing is
 * computed before {@link #run}.
 *
 * <p>The plan stays as it was found for the figures as assumed.
 *
 * @param estimate the run as assumed
 * @param tokens tokens of the whole run
 * @param factors what is uncertain
 * @param samples how often all of them are drawn. Default 2000
 * @param seed of the random numbers. Default 1
 */
public record Uncertainty(
    TrainingEstimate estimate, double tokens, List<Factor> factors, int samples, long seed) {

  /**
   * Checks what is uncertain and how often it is drawn.
   *
   * @throws IllegalArgumentException if a factor is of a service, or samples or tokens are too few
   *     or too many
   */
  public Uncertainty {
    factors = List.copyOf(factors);
    factors.forEach(each -> ofTraining(each.effect()));
    if (samples < 100 || samples > 10_000_000) {
      throw new IllegalArgumentException(
          "draw 100 to 10,000,000 samples, not %,d; fewer give no interval".formatted(samples));
    }
    if (!(tokens > 0) || Double.isInfinite(tokens)) {
      throw new IllegalArgumentException("a run needs tokens to train on, not " + tokens);
    }
  }

  private static void ofTraining(Effect effect) {
    if (effect == Effect.READING_TIME || effect == Effect.PRODUCING_TIME) {
      throw new IllegalArgumentException(
          "%s is of a service: uncertainty(serving(…)…, minutes(2)); of training it is MODEL_ERROR"
              .formatted(effect));
    }
  }

  /** The uncertainty of a job as it is: with its plan, or the fastest that fits. */
  public static Uncertainty of(Training training, double tokens) {
    TrainingEstimate estimate = training.estimate();
    return new Uncertainty(estimate, tokens, known(estimate), 2000, 1);
  }

  /** What is uncertain about an estimate, by what its sources leave open. */
  private static List<Factor> known(TrainingEstimate estimate) {
    List<Factor> factors = new ArrayList<>();
    factors.add(
        new Factor(
            "what the model misses",
            Effect.MODEL_ERROR,
            Distribution.lognormal(1, estimate.errorBar().deviation()),
            estimate.errorBar().toString()));
    Machine machine = estimate.machine();
    if (machine.chip().name().equals("Trainium3")) {
      factors.add(
          new Factor(
              "bandwidth of NeuronLink",
              Effect.SCALE_UP_BANDWIDTH,
              Distribution.within(1, 2),
              "its sources contradict each other: half to twice the documented tiers, see alternatives()"));
    }
    factors.add(
        new Factor(
            "bandwidth of the network",
            Effect.SCALE_OUT_BANDWIDTH,
            Distribution.within(1, 1.3),
            "assumed: other traffic and placement, 1.3 times up and down"));
    factors.add(
        new Factor(
            "time between failures of a chip",
            Effect.CHIP_LIFE,
            Distribution.within(1, 3),
            "assumed: stated for H100 only, 3 times up and down"));
    List<Double> prices = chipHours(machine);
    factors.add(Factor.price(machine, prices, Prices.of(machine).get(0).toString()));
    return factors;
  }

  /** What a chip may cost for an hour, cheapest first; the middle one is assumed. */
  private static List<Double> chipHours(Machine machine) {
    Machine unit = machine instanceof UltraCluster cluster ? cluster.unit() : machine;
    return Prices.of(unit).stream()
        .map(Price::perHour)
        .map(price -> price.amount().doubleValue() / unit.chips())
        .sorted()
        .toList();
  }

  /**
   * Another distribution for something, or one more uncertain thing.
   *
   * @throws IllegalArgumentException if it is something of a service
   * @throws NullPointerException if none is given; says how to make one
   */
  public Uncertainty with(Factor factor) {
    Objects.requireNonNull(factor, Factor.MISSING);
    List<Factor> others =
        new ArrayList<>(factors.stream().filter(each -> each.effect() != factor.effect()).toList());
    others.add(factor);
    return new Uncertainty(estimate, tokens, others, samples, seed);
  }

  /**
   * A price between two ends, in dollars for a chip and hour.
   *
   * @throws IllegalArgumentException if one is not above $0 and that of an hour, or the first is
   *     the higher
   */
  public Uncertainty price(double low, double high) {
    return with(Factor.price(low, high));
  }

  /** As if something were known: it keeps the value that is assumed. */
  public Uncertainty without(Effect effect) {
    return new Uncertainty(
        estimate,
        tokens,
        factors.stream().filter(each -> each.effect() != effect).toList(),
        samples,
        seed);
  }

  /** Another number of samples. */
  public Uncertainty samples(int count) {
    return new Uncertainty(estimate, tokens, factors, count, seed);
  }

  /** Other random numbers. */
  public Uncertainty seed(long start) {
    return new Uncertainty(estimate, tokens, factors, samples, start);
  }

  /**
   * Draws all samples and computes the figures.
   *
   * @throws IllegalStateException if the thread is interrupted before all are computed
   */
  public UncertaintyResult run() {
    MachineModel machine = MachineModel.of(estimate.machine());
    Draws draws = new Draws(factors);
    Outlook assumed = outlook(machine, draws.medians());
    double[][] shares = draws.shares(samples, seed);
    List<Outlook> outlooks = outlooks(machine, draws, shares);
    List<Swing> swings = new ArrayList<>();
    for (int i = 0; i < factors.size(); i++) {
      swings.add(
          new Swing(
              factors.get(i),
              outlook(machine, draws.mediansBut(i, 0.1)),
              outlook(machine, draws.mediansBut(i, 0.9))));
    }
    return new UncertaintyResult(this, assumed, outlooks, swings);
  }

  private List<Outlook> outlooks(MachineModel machine, Draws draws, double[][] shares) {
    try {
      return Workers.each(samples, i -> outlook(machine, draws.values(shares[i])));
    } catch (InterruptedException e) {
      String message =
          "interrupted before all of %,d samples were computed: nothing is known yet; fewer take less: .samples(100)"
              .formatted(samples);
      // An interrupted cell ends before it can say what it threw.
      Display.display("Of the uncertainty: " + message);
      throw new IllegalStateException(message, e);
    }
  }

  /**
   * What comes of one set of values.
   *
   * @param seconds of a step
   * @param days of the run, with failures and checkpoints
   * @param dollars of the run
   */
  record Outlook(double seconds, double days, double dollars) {}

  /** What comes of the ends of one factor while the others are as assumed. */
  record Swing(Factor factor, Outlook low, Outlook high) {}

  private Outlook outlook(MachineModel assumed, double[] values) {
    MachineModel machine = assumed;
    double missed = 1;
    double life = 1;
    List<Double> prices = chipHours(estimate.machine());
    double price = prices.get(prices.size() / 2);
    for (int i = 0; i < values.length; i++) {
      Effect effect = factors.get(i).effect();
      switch (effect) {
        case MODEL_ERROR -> missed = values[i];
        case CHIP_LIFE -> life = values[i];
        case PRICE -> price = values[i];
        default -> machine = machine.with(effect.resource().orElseThrow(), values[i]);
      }
    }
    double seconds =
        missed
            * machine
                .with(estimate.software())
                .evaluator()
                .seconds(estimate.training().job(), estimate.plan());
    var run = estimate.pretrain(tokens);
    var reliability = run.chipLife(run.chipLife().times(life)).reliability();
    double work = run.steps() * seconds;
    double time = reliability.expected(work, reliability.bestInterval());
    return new Outlook(seconds, time / 86_400, time / 3600 * estimate.machine().chips() * price);
  }
}
