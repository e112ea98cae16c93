package dev.trn3.uncertainty;

import dev.trn3.display.Display;
import dev.trn3.display.Progress;
import dev.trn3.experiment.Serving;
import dev.trn3.experiment.ServingResult;
import dev.trn3.inference.ServingErrorBar;
import dev.trn3.serving.ServingRun;
import dev.trn3.simulation.MachineModel;
import dev.trn3.uncertainty.Factor.Effect;
import dev.trn3.units.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * How sure the figures of a service are: what is uncertain about it is drawn at random, many times,
 * and the same requests are played with each draw. Each step gives a new value; nothing is played
 * before {@link #run}, but for the service as assumed.
 *
 * <p>Plan and replicas stay as they were found for the service as assumed.
 *
 * @param assumed the service as assumed
 * @param time in which requests arrive
 * @param factors what is uncertain
 * @param samples how often all of them are drawn. Default 200
 * @param seed of the random numbers. Default 1
 */
public record ServingUncertainty(
    ServingResult assumed, Seconds time, List<Factor> factors, int samples, long seed) {

  /** Fewer samples than this say nothing of an interval, not even after an interrupt. */
  private static final int LEAST = 10;

  /**
   * Checks what is uncertain and how often it is drawn.
   *
   * @throws IllegalArgumentException if a factor is nothing of a service, or samples are too few or
   *     too many
   */
  public ServingUncertainty {
    factors = List.copyOf(factors);
    factors.forEach(each -> ofService(each.effect()));
    if (samples < 100 || samples > 1_000_000) {
      throw new IllegalArgumentException(
          "draw 100 to 1,000,000 samples, not %,d; fewer give no interval".formatted(samples));
    }
  }

  private static void ofService(Effect effect) {
    switch (effect) {
      case READING_TIME, PRODUCING_TIME, PRICE -> {}
      default ->
          throw new IllegalArgumentException(
              "%s is of training; of a service READING_TIME, PRODUCING_TIME and PRICE are uncertain"
                  .formatted(effect));
    }
  }

  /**
   * The uncertainty of a service as it is.
   *
   * @throws IllegalArgumentException if the time is not above the warm-up or no request is answered
   *     in it
   */
  public static ServingUncertainty of(Serving serving, Seconds time) {
    ServingResult assumed = serving.quietly().simulate(time);
    if (assumed.run().measured() == 0) {
      throw new IllegalArgumentException(
          "no request was answered within %s, so there is no figure to be sure of; simulate a longer time"
              .formatted(time));
    }
    return new ServingUncertainty(assumed, time, known(assumed), 200, 1);
  }

  private static List<Factor> known(ServingResult assumed) {
    String chip = MachineModel.of(assumed.deployment().machine()).generation();
    ServingErrorBar reading = ServingErrorBar.timeToFirstToken(chip);
    ServingErrorBar producing = ServingErrorBar.timePerOutputToken(chip);
    List<Double> prices = chipHours(assumed);
    return List.of(
        new Factor(
            "time to read prompts",
            Effect.READING_TIME,
            Distribution.lognormal(1, reading.deviation()),
            reading.toString()),
        new Factor(
            "time to produce tokens",
            Effect.PRODUCING_TIME,
            Distribution.lognormal(1, producing.deviation()),
            producing.toString()),
        Factor.price(
            assumed.deployment().machine(),
            prices,
            "%s, known".formatted(assumed.chipHours().get(0))));
  }

  private static List<Double> chipHours(ServingResult assumed) {
    return assumed.chipHours().stream().map(price -> price.amount().doubleValue()).toList();
  }

  /**
   * Another distribution for something.
   *
   * @throws IllegalArgumentException if it is nothing of a service
   * @throws NullPointerException if none is given; says how to make one
   */
  public ServingUncertainty with(Factor factor) {
    Objects.requireNonNull(factor, Factor.MISSING);
    List<Factor> others = new ArrayList<>(without(factor.effect()).factors());
    others.add(factor);
    return new ServingUncertainty(assumed, time, others, samples, seed);
  }

  /**
   * A price between two ends, in dollars for a chip and hour.
   *
   * @throws IllegalArgumentException if one is not above $0 and that of an hour, or the first is
   *     the higher
   */
  public ServingUncertainty price(double low, double high) {
    return with(Factor.price(low, high));
  }

  /** As if something were known: it keeps the value that is assumed. */
  public ServingUncertainty without(Effect effect) {
    List<Factor> others = factors.stream().filter(each -> each.effect() != effect).toList();
    return new ServingUncertainty(assumed, time, others, samples, seed);
  }

  /** Another number of samples. */
  public ServingUncertainty samples(int count) {
    return new ServingUncertainty(assumed, time, factors, count, seed);
  }

  /** Other random numbers. */
  public ServingUncertainty seed(long start) {
    return new ServingUncertainty(assumed, time, factors, samples, start);
  }

  /**
   * Draws all samples and plays them. After an interrupt the result is of the samples that were
   * played until then, and is shown.
   *
   * @throws IllegalStateException if the thread is interrupted before the service as assumed, both
   *     ends of each factor and ten samples were played
   */
  public ServingUncertaintyResult run() {
    Draws draws = new Draws(factors);
    List<double[]> known = new ArrayList<>();
    known.add(draws.medians());
    for (int i = 0; i < factors.size(); i++) {
      known.add(draws.mediansBut(i, 0.1));
      known.add(draws.mediansBut(i, 0.9));
    }
    List<double[]> drawn = new ArrayList<>();
    for (double[] share : draws.shares(samples, seed)) {
      drawn.add(draws.values(share));
    }
    ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors());
    try (Progress progress = Progress.of("samples", (long) known.size() + drawn.size())) {
      Played first = played(known, pool, progress);
      List<double[]> ends = first.figures();
      Played then =
          ends.size() < known.size()
              ? new Played(List.of(), first.interrupt())
              : played(drawn, pool, progress);
      List<double[]> outcomes = then.figures();
      if (outcomes.size() < LEAST) {
        String message =
            "interrupted before %d of %,d samples were played: nothing is known yet; fewer take less: .samples(100)"
                .formatted(LEAST, samples);
        // An interrupted cell ends before it can say what it threw.
        Display.display("Of the uncertainty: " + message);
        throw new IllegalStateException(message, then.interrupt());
      }
      ServingUncertaintyResult result = new ServingUncertaintyResult(this, outcomes, ends);
      if (outcomes.size() < samples) {
        // An interrupted cell ends before it can show its value.
        Display.display(result);
      }
      return result;
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * The figures of each set of values, in their order; fewer if the thread was interrupted.
   *
   * @param interrupt what interrupted it, or null
   */
  private record Played(List<double[]> figures, InterruptedException interrupt) {}

  private Played played(List<double[]> all, ForkJoinPool pool, Progress progress) {
    InterruptedException interrupt = null;
    AtomicReferenceArray<double[]> played = new AtomicReferenceArray<>(all.size());
    try {
      pool.submit(
              () ->
                  IntStream.range(0, all.size())
                      .parallel()
                      .forEach(
                          i -> {
                            played.set(i, figures(all.get(i)));
                            progress.step();
                          }))
          .get();
    } catch (InterruptedException e) {
      pool.shutdownNow(); // Those that were played until now are the result.
      interrupt = e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "a sample broke off: " + e.getCause().getMessage(), e.getCause());
    }
    return new Played(
        IntStream.range(0, all.size()).mapToObj(played::get).filter(Objects::nonNull).toList(),
        interrupt);
  }

  private double[] figures(double[] values) {
    double reading = 1;
    double producing = 1;
    List<Double> prices = chipHours(assumed);
    double price = prices.get(prices.size() / 2);
    for (int i = 0; i < values.length; i++) {
      switch (factors.get(i).effect()) {
        case READING_TIME -> reading = values[i];
        case PRODUCING_TIME -> producing = values[i];
        default -> price = values[i];
      }
    }
    ServingRun run = assumed.again(time, reading, producing);
    ServingHeadline[] headlines = ServingHeadline.values();
    double[] figures = new double[headlines.length];
    for (ServingHeadline each : headlines) {
      figures[each.ordinal()] = each.of(run, price);
    }
    return figures;
  }
}
