package dev.trn3.uncertainty;

import java.util.List;

/** What values something uncertain may take. */
public sealed interface Distribution {

  /**
   * The value that a share of all values does not exceed.
   *
   * @param share above 0 and below 1
   */
  double quantile(double share);

  /** Values whose logarithm is normally distributed: as often twice as half. */
  static Distribution lognormal(double median, double deviation) {
    return new Lognormal(median, deviation);
  }

  /** A median, and the factor up and down within which eight of ten values lie. */
  static Distribution within(double median, double factor) {
    if (!(factor >= 1)) {
      throw new IllegalArgumentException("the factor up and down is at least 1, not " + factor);
    }
    return new Lognormal(median, StrictMath.log(factor) / Normal.EIGHTY_PERCENT);
  }

  /** Any value between two ends, all equally likely. */
  static Distribution uniform(double low, double high) {
    return new Uniform(low, high);
  }

  /** One of these values, all equally likely. */
  static Distribution oneOf(List<Double> values) {
    return new Choice(values.stream().sorted().toList());
  }

  /** Lognormal. */
  record Lognormal(double median, double deviation) implements Distribution {
    public Lognormal {
      if (!(median > 0) || !(deviation >= 0) || Double.isInfinite(median + deviation)) {
        throw new IllegalArgumentException(
            "a lognormal needs a median above 0 and a deviation of at least 0, not %s and %s"
                .formatted(median, deviation));
      }
    }

    @Override
    public double quantile(double share) {
      return median * StrictMath.exp(deviation * Normal.quantile(share));
    }
  }

  /** Uniform. */
  record Uniform(double low, double high) implements Distribution {
    public Uniform {
      if (!(low <= high) || Double.isInfinite(high - low)) {
        throw new IllegalArgumentException(
            "uniform(%s, %s): the ends must be finite and in order".formatted(low, high));
      }
    }

    @Override
    public double quantile(double share) {
      return low + share * (high - low);
    }
  }

  /** One of some values, in order. */
  record Choice(List<Double> values) implements Distribution {
    public Choice {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("oneOf(...) needs at least one value");
      }
    }

    @Override
    public double quantile(double share) {
      return values.get(Math.min(values.size() - 1, (int) (share * values.size())));
    }
  }
}
