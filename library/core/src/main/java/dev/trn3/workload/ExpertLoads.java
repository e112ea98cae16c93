package dev.trn3.workload;

import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How unevenly a router loads its experts. Chips that share experts wait for the one with most
 * tokens, so what counts is the load of the busiest chip over the average, a number that grows with
 * the number of chips that share.
 *
 * <p>Popularities of experts are drawn from a distribution, with a seed; chips hold experts side by
 * side; the busiest of them is averaged over {@value #DRAWS} draws, as layers differ. On top comes
 * the chance of a finite number of tokens.
 *
 * @param kind how popularities are distributed
 * @param spread the ratio, deviation or exponent of that distribution
 * @param capacity tokens beyond so many times an expert's even share are dropped; infinite for none
 * @param seed of the random numbers
 */
public record ExpertLoads(Kind kind, double spread, double capacity, long seed) {

  private static final int DRAWS = 64;

  private static final Map<Shared, Double> KNOWN = new ConcurrentHashMap<>();

  /** How popularities of experts are distributed. */
  public enum Kind {
    /** The busiest chip gets so many times the average. */
    RATIO("busiest %.3g times the average"),
    /** All alike. */
    RANDOM("chosen at random"),
    /** The logarithm is normally distributed. */
    LOGNORMAL("lognormal, deviation %.3g"),
    /** The n-th falls as a power of n. */
    POWER_LAW("power law, exponent %.3g");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private record Shared(ExpertLoads loads, int experts, int ranks) {}

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
    return new ExpertLoads(Kind.RATIO, busiestOverAverage, Double.POSITIVE_INFINITY, 1);
  }

  /** Tokens choose experts at random: uneven only by chance. */
  public static ExpertLoads random() {
    return new ExpertLoads(Kind.RANDOM, 0, Double.POSITIVE_INFINITY, 1);
  }

  /**
   * The logarithm of popularity is normally distributed.
   *
   * @param deviation its standard deviation, from 0 to 3; 0.3 is a well balanced router
   */
  public static ExpertLoads lognormal(double deviation) {
    between("deviation", deviation, 3);
    return new ExpertLoads(Kind.LOGNORMAL, deviation, Double.POSITIVE_INFINITY, 1);
  }

  /**
   * The n-th most popular expert is chosen in proportion to n<sup>-exponent</sup>.
   *
   * @param exponent from 0 to 3; 1 is Zipf's law
   */
  public static ExpertLoads powerLaw(double exponent) {
    between("exponent", exponent, 3);
    return new ExpertLoads(Kind.POWER_LAW, exponent, Double.POSITIVE_INFINITY, 1);
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
    return new ExpertLoads(kind, spread, factor, seed);
  }

  /** The same distribution with other random numbers. */
  public ExpertLoads seed(long other) {
    return new ExpertLoads(kind, spread, capacity, other);
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
    if (kind == Kind.RATIO) {
      return Math.min(spread, capacity);
    }
    double uneven =
        KNOWN.computeIfAbsent(
            new Shared(this, experts, ranks),
            each -> average(experts, loads -> most(loads, ranks)));
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
    if (kind == Kind.RATIO || Double.isInfinite(capacity)) {
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
      loads[i] = popularity(i, random);
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

  private double popularity(int expert, SplittableRandom random) {
    return switch (kind) {
      case RATIO, RANDOM -> 1;
      case LOGNORMAL -> StrictMath.exp(spread * normal(random));
      case POWER_LAW -> StrictMath.pow(expert + 1.0, -spread);
    };
  }

  /** Box and Muller: a normal deviate that is the same on every Java version. */
  private static double normal(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  @Override
  public String toString() {
    String words =
        kind == Kind.RATIO && spread == 1
            ? "balanced"
            : String.format(Locale.ROOT, kind.words, spread);
    return Double.isInfinite(capacity)
        ? words
        : String.format(Locale.ROOT, "%s, capacity %.3g", words, capacity);
  }
}
