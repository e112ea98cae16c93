package dev.trn3.sweep;

import java.io.Serializable;

/**
 * What a sweep computes for each combination.
 *
 * <p>It may run in several threads at once, and on other machines: it should use nothing but the
 * point and values that do not change.
 *
 * @param <R> what it gives
 */
@FunctionalInterface
public interface Body<R> extends Serializable {

  /**
   * The result for one combination. Whatever it throws is reported for this combination alone.
   *
   * @throws Exception if there is none
   */
  R at(Point point) throws Exception;
}
