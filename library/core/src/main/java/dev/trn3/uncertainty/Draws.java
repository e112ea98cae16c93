package dev.trn3.uncertainty;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Values of uncertain things, drawn at random before any is used: so that results do not depend on
 * which processor computes what.
 *
 * @param factors what is uncertain
 */
record Draws(List<Factor> factors) {

  /** For each sample a share of its distribution for each factor, above 0 and below 1. */
  double[][] shares(int samples, long seed) {
    double[][] shares = new double[samples][factors.size()];
    SplittableRandom random = new SplittableRandom(seed);
    for (double[] sample : shares) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] = (random.nextLong() >>> 11) * 0x1p-53 * (1 - 2e-9) + 1e-9;
      }
    }
    return shares;
  }

  double[] values(double[] shares) {
    double[] values = new double[shares.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = factors.get(i).distribution().quantile(shares[i]);
    }
    return values;
  }

  double[] medians() {
    return factors.stream().mapToDouble(each -> each.distribution().quantile(0.5)).toArray();
  }

  /** The medians, but for one factor, which is at a share of its distribution. */
  double[] mediansBut(int factor, double share) {
    double[] values = medians();
    values[factor] = factors.get(factor).distribution().quantile(share);
    return values;
  }
}
