package dev.trn3.network;

import dev.trn3.hardware.Torus;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether the chips of a group sit regularly on the rings of a torus: on a part of one ring, on
 * whole rings or planes, or on whole machines. Others have no rings that could work at once, and
 * neither the closed form nor the flows take them.
 */
final class RingFit {

  private final Torus torus;
  private final int stride;

  RingFit(Torus torus, int stride) {
    this.torus = torus;
    this.stride = stride;
  }

  /**
   * Checks a group.
   *
   * @throws IllegalArgumentException if it does not fit, with what would
   */
  void check(int ranks, int first) {
    if (ranks == 1 || stride >= torus.chips()) {
      return;
    }
    if (!regular(stride)) {
      throw new IllegalArgumentException(
          "chips %d apart are on no rings of %s; use a stride of %s"
              .formatted(
                  stride,
                  name(),
                  IntStream.range(1, torus.chips())
                      .filter(this::regular)
                      .mapToObj(Integer::toString)
                      .collect(Collectors.joining(", "))));
    }
    int begins = first % torus.chips() / stride;
    int block = block(begins, ranks);
    if (ranks % block != 0) {
      throw new IllegalArgumentException(
          "%d ranks do not fill the rings of %s evenly; use %d or %d"
              .formatted(
                  ranks, name(), Math.max(block, ranks / block * block), above(ranks, block)));
    }
    if (begins % block != 0) {
      throw new IllegalArgumentException(
          "%d ranks from chip %d on do not fill the rings of %s evenly; begin with chip %d"
              .formatted(ranks, first, name(), first - begins % block * stride));
    }
  }

  private static int above(int ranks, int block) {
    return ranks < block ? 2 * block : ranks / block * block + block;
  }

  /** True where members are evenly apart on a ring, or on rings of their own. */
  private boolean regular(int apart) {
    int inner = 1;
    for (Torus.Ring ring : torus.rings()) {
      int within = inner * ring.length();
      boolean here =
          apart < inner
              ? inner % apart == 0
              : apart >= within || (apart % inner == 0 && within % apart == 0);
      if (!here) {
        return false;
      }
      inner = within;
    }
    return true;
  }

  /** Members on what must be full below the ring that holds them all. */
  private int block(int begins, int ranks) {
    int full = 1;
    int inner = 1;
    for (Torus.Ring ring : torus.rings()) {
      inner *= ring.length();
      int within = Math.max(1, inner / stride);
      if (begins / within == (begins + ranks - 1) / within) {
        return full;
      }
      full = within;
    }
    return full;
  }

  private String name() {
    List<String> lengths =
        torus.rings().stream().map(ring -> Integer.toString(ring.length())).toList();
    return "%s of %s chips".formatted(torus.name(), String.join("x", lengths));
  }
}
