package dev.trn3.hardware;

import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Facts;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.Bytes;
import dev.trn3.units.Ratio;
import dev.trn3.view.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One host with its chips.
 *
 * @param name such as {@code trn2.48xlarge}
 * @param chip the chip in it
 * @param chips how many
 * @param vcpus virtual processors of the host, where known
 * @param hostMemory memory of the host, where known
 * @param topology how its chips reach each other
 * @param scaleOut its network, by chip
 */
public record Server(
    String name,
    Chip chip,
    int chips,
    Optional<Sourced<Ratio>> vcpus,
    Optional<Sourced<Bytes>> hostMemory,
    Topology topology,
    Optional<ScaleOut> scaleOut)
    implements Machine {

  /** Checks that the topology connects as many chips as there are. */
  public Server {
    if (chips < 1 || topology.chips() != chips) {
      throw new IllegalArgumentException(
          "%s has %d chips, but its %s connects %d"
              .formatted(name, chips, topology.name(), topology.chips()));
    }
  }

  /** A server of your own, of which the host does not matter. */
  public static Server of(String name, Chip chip, Topology topology, ScaleOut scaleOut) {
    return new Server(
        name,
        chip,
        topology.chips(),
        Optional.empty(),
        Optional.empty(),
        topology,
        Optional.of(scaleOut));
  }

  /** The same server with another chip, such as one with a number from another source. */
  public Server withChip(Chip other) {
    return new Server(name, other, chips, vcpus, hostMemory, topology, scaleOut);
  }

  @Override
  public Facts facts() {
    List<Fact> facts = new ArrayList<>(chip.facts().list());
    vcpus.ifPresent(some -> facts.add(some.fact()));
    hostMemory.ifPresent(some -> facts.add(some.fact()));
    facts.addAll(topology.facts());
    scaleOut.ifPresent(out -> facts.addAll(List.of(out.perChip().fact(), out.latency().fact())));
    return Facts.of("Facts under " + name, facts);
  }

  @Override
  public Sheet sheet() {
    Sheet sheet = MachineSheet.of(this);
    if (vcpus.isPresent()) {
      sheet = hostRow(sheet, "virtual processors", vcpus.get());
    }
    return hostMemory.isPresent() ? hostRow(sheet, "memory", hostMemory.get()) : sheet;
  }

  private static Sheet hostRow(Sheet sheet, String what, Sourced<?> value) {
    return sheet.row("host", what, value.value().toString(), value.certainty().toString());
  }

  @Override
  public String toString() {
    return MachineSheet.line(this);
  }
}
