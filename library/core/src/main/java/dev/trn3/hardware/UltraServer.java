package dev.trn3.hardware;

import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Facts;
import dev.trn3.view.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Servers whose chips share one scale-up fabric.
 *
 * @param name such as {@code Trn3 UltraServer Gen2}
 * @param server one of its servers; a sled
 * @param servers how many
 * @param topology how all its chips reach each other
 * @param whole the UltraServer that this is a part of; empty if it is none
 */
public record UltraServer(
    String name, Server server, int servers, Topology topology, Optional<UltraServer> whole)
    implements Machine {

  /** An UltraServer that is no part of another. */
  public UltraServer(String name, Server server, int servers, Topology topology) {
    this(name, server, servers, topology, Optional.empty());
  }

  /** Checks that the topology connects as many chips as there are. */
  public UltraServer {
    if (servers < 1 || topology.chips() != servers * server.chips()) {
      throw new IllegalArgumentException(
          "%s has %d servers of %d chips, but its %s connects %d chips"
              .formatted(name, servers, server.chips(), topology.name(), topology.chips()));
    }
  }

  @Override
  public Chip chip() {
    return server.chip();
  }

  @Override
  public int chips() {
    return servers * server.chips();
  }

  @Override
  public Optional<ScaleOut> scaleOut() {
    return server.scaleOut();
  }

  /**
   * A part of this UltraServer: whole servers.
   *
   * @throws IllegalArgumentException if it has fewer, or if its fabric is a torus, which cannot be
   *     cut at every number of servers
   */
  public UltraServer servers(int some) {
    if (some < 1 || some > servers) {
      throw new IllegalArgumentException(
          "%s has %d servers, so a part has 1 to %d, not %d; for more use UltraCluster.of(...)"
              .formatted(name, servers, servers, some));
    }
    return some == servers
        ? this
        : new UltraServer(
            "%d of %d servers of %s".formatted(some, servers, name),
            server,
            some,
            Part.of(topology, some * server.chips()),
            whole.or(() -> Optional.of(this)));
  }

  /**
   * A part of this UltraServer: some of its chips.
   *
   * @throws IllegalArgumentException if it has fewer, or if the number is not made of whole servers
   */
  public UltraServer chips(int some) {
    if (some < 1) {
      throw new IllegalArgumentException(
          "a part of %s has at least 1 server of %d chips, not %d chips"
              .formatted(name, server.chips(), some));
    }
    if (some > chips()) {
      throw new IllegalArgumentException(
          "%s has %d chips; for %d chips use UltraCluster.of(...).servers(%d)"
              .formatted(name, chips(), some, (some + chips() - 1) / chips()));
    }
    if (some % server.chips() != 0) {
      int below = some / server.chips() * server.chips();
      String remedy = (below == 0 ? "" : below + " or ") + (below + server.chips());
      throw new IllegalArgumentException(
          "%d chips of %s are not whole servers of %d; use %s"
              .formatted(some, name, server.chips(), remedy));
    }
    return servers(some / server.chips());
  }

  /** The same UltraServer with a fabric that another source describes. */
  public UltraServer withTopology(Topology other) {
    return new UltraServer(name, server, servers, other);
  }

  /** The same UltraServer with other chips, such as ones with a number from another source. */
  public UltraServer withChip(Chip other) {
    return new UltraServer(
        name, server.withChip(other), servers, topology, whole.map(all -> all.withChip(other)));
  }

  /** The same UltraServer under another name. */
  public UltraServer withName(String other) {
    return new UltraServer(other, server, servers, topology, whole);
  }

  /** Totals computed from one chip, next to what the maker's tables say. */
  public Totals totals() {
    return new Totals(this);
  }

  @Override
  public Facts facts() {
    List<Fact> facts = new ArrayList<>(server.facts().list());
    facts.addAll(topology.facts());
    return Facts.of("Facts under " + name, facts);
  }

  @Override
  public Sheet sheet() {
    return MachineSheet.of(this);
  }

  @Override
  public String toString() {
    return MachineSheet.line(this);
  }
}
