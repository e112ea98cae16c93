package dev.trn3.workload;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How unevenly a router loads its experts. Chips that share experts wait for the one with most
 * tokens, so what counts is the load of the busiest chip over the average, a number that grows with
 * the number of chips that share.
 *
 * <p>Popularities of experts are drawn from a distribution, with a seed; chips hold experts side by
 * side; the busiest of them is averaged over {@value #DRAWS} draws, as layers differ. On top comes
 * the chance of a finite number of tokens.
 */
public final class ExpertLoads {

  private static final int DRAWS = 64;

  private final String words;
  private final double fixed;
  private final double capacity;
  private final long seed;
  private final boolean chance;
  private final Popularity popularity;
  private final double[] busiest = new double[4097];

  private interface Popularity {
    double of(int expert, SplittableRandom random);
  }

  private ExpertLoads(
      String words,
      double fixed,
      boolean chance,
      double capacity,
      long seed,
      Popularity popularity) {
    this.words = words;
    this.fixed = fixed;
    this.chance = chance;
    this.capacity = capacity;
    this.seed = seed;
    this.popularity = popularity;
    Arrays.fill(busiest, Double.NaN);
  }

  /** Every expert gets the same, as benchmarks force it; the default. */
  public static ExpertLoads balanced() {
    return ratio(1);
  }

  /**
   * The busiest chip gets so many times the average, however many chips share the experts.
   *
   * @throws IllegalArgumentException if it would get less than the average
   */
  public static ExpertLoads ratio(double busiestOverAverage) {
    if (!(busiestOverAverage >= 1)) {
      throw new IllegalArgumentException(
          "imbalance %s must be at least 1: the busiest expert has no less than the average"
              .formatted(busiestOverAverage));
    }
    String words =
        busiestOverAverage == 1
            ? "balanced"
            : String.format(Locale.ROOT, "busiest %.3g times the average", busiestOverAverage);
    return new ExpertLoads(words, busiestOverAverage, false, Double.POSITIVE_INFINITY, 1, null);
  }

  /** Tokens choose experts at random: uneven only by chance. */
  public static ExpertLoads random() {
    return new ExpertLoads(
        "chosen at random", 1, true, Double.POSITIVE_INFINITY, 1, (expert, random) -> 1);
  }

  /**
   * The logarithm of popularity is normally distributed.
   *
   * @param deviation its standard deviation, from 0 to 3; 0.3 is a well balanced router
   */
  public static ExpertLoads lognormal(double deviation) {
    between("deviation", deviation, 3);
    return new ExpertLoads(
        String.format(Locale.ROOT, "lognormal, deviation %.3g", deviation),
        1,
        true,
        Double.POSITIVE_INFINITY,
        1,
        (expert, random) -> StrictMath.exp(deviation * normal(random)));
  }

  /**
   * The n-th most popular expert is chosen in proportion to n<sup>-exponent</sup>.
   *
   * @param exponent from 0 to 3; 1 is Zipf's law
   */
  public static ExpertLoads powerLaw(double exponent) {
    between("exponent", exponent, 3);
    return new ExpertLoads(
        String.format(Locale.ROOT, "power law, exponent %.3g", exponent),
        1,
        true,
        Double.POSITIVE_INFINITY,
        1,
        (expert, random) -> StrictMath.pow(expert + 1.0, -exponent));
  }

  private static void between(String name, double value, double most) {
    if (!(value >= 0) || value > most) {
      throw new IllegalArgumentException(
          "%s of expert loads is from 0 to %s, not %s".formatted(name, most, value));
    }
  }

  /**
   * Tokens beyond so many times an expert's even share are dropped.
   *
   * @throws IllegalArgumentException if the factor is below 1
   */
  public ExpertLoads capacity(double factor) {
    if (!(factor >= 1)) {
      throw new IllegalArgumentException(
          "the capacity factor of experts is at least 1, not " + factor);
    }
    return new ExpertLoads(words, fixed, chance, factor, seed, popularity);
  }

  /** The same distribution with other random numbers. */
  public ExpertLoads seed(long other) {
    return new ExpertLoads(words, fixed, chance, capacity, other, popularity);
  }

  /**
   * Load of the busiest chip over the average.
   *
   * @param experts routed experts of a layer
   * @param ranks chips that share them
   * @param copies routed copies of tokens that each chip gets on average
   */
  public double busiest(int experts, int ranks, double copies) {
    if (ranks <= 1) {
      return 1;
    }
    if (popularity == null) {
      return Math.min(fixed, capacity);
    }
    int at = Math.min(ranks, busiest.length - 1);
    double uneven = busiest[at];
    if (Double.isNaN(uneven)) {
      uneven = average(experts, loads -> most(loads, ranks));
      busiest[at] = uneven;
    }
    double byChance = Math.sqrt(2 * Math.log(ranks) * uneven / Math.max(1, copies));
    return Math.min(capacity, uneven + byChance);
  }

  private double most(double[] loads, int ranks) {
    int each = Math.max(1, loads.length / ranks);
    double most = 0;
    for (int rank = 0; rank * each < loads.length; rank++) {
      double sum = 0;
      for (int i = rank * each; i < Math.min(loads.length, (rank + 1) * each); i++) {
        sum += Math.min(loads[i], capacity);
      }
      most = Math.max(most, sum / each);
    }
    return most;
  }

  /** Share of the routed copies that find their expert full. */
  public double dropped(int experts) {
    if (popularity == null || Double.isInfinite(capacity)) {
      return 0;
    }
    return average(
        experts,
        loads -> {
          double lost = 0;
          for (double load : loads) {
            lost += Math.max(0, load - capacity);
          }
          return lost / loads.length;
        });
  }

  private interface Measure {
    double of(double[] loads);
  }

  private double average(int experts, Measure measure) {
    SplittableRandom random = new SplittableRandom(seed);
    double sum = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      sum += measure.of(draw(experts, random));
    }
    return sum / DRAWS;
  }

  /** Loads of all experts, on average 1, in the order in which chips hold them. */
  private double[] draw(int experts, SplittableRandom random) {
    double[] loads = new double[experts];
    double sum = 0;
    for (int i = 0; i < experts; i++) {
      loads[i] = popularity.of(i, random);
      sum += loads[i];
    }
    for (int i = experts - 1; i >= 0; i--) {
      int other = random.nextInt(i + 1);
      double here = loads[i];
      loads[i] = loads[other];
      loads[other] = here;
    }
    for (int i = 0; i < experts; i++) {
      loads[i] *= experts / sum;
    }
    return loads;
  }

  /** Box and Muller: a normal deviate that is the same on every Java version. */
  private static double normal(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  @Override
  public String toString() {
    return Double.isInfinite(capacity)
        ? words
        : String.format(Locale.ROOT, "%s, capacity %.3g", words, capacity);
  }
}
