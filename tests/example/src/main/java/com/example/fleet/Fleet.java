package com.example.fleet;

import dev.trn3.hardware.UltraServer;

/**
 * What a team of its own would write: so many UltraServers of one kind, of which some are spare.
 *
 * @param server the kind
 * @param size how many there are
 * @param spares how many of them only stand by
 */
public record Fleet(UltraServer server, int size, int spares) {

  public Fleet {
    if (spares >= size) {
      throw new IllegalArgumentException(
          "%d of %d UltraServers are spares; leave at least one to work".formatted(spares, size));
    }
  }

  /** Chips that work. */
  public int chips() {
    return (size - spares) * server.chips();
  }

  /** The share of all chips that stand by, from 0 to 1. */
  public double idle() {
    return (double) spares / size;
  }
}
