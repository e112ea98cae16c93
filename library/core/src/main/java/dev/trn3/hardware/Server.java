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
 * @param vcpus virtual processors of the host
 * @param hostMemory memory of the host
 * @param topology how its chips reach each other
 * @param scaleOut its network, by chip
 */
public record Server(
    String name,
    Chip chip,
    int chips,
    Sourced<Ratio> vcpus,
    Sourced<Bytes> hostMemory,
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

  @Override
  public Facts facts() {
    List<Fact> facts = new ArrayList<>(chip.facts().list());
    facts.addAll(List.of(vcpus.fact(), hostMemory.fact()));
    facts.addAll(topology.facts());
    scaleOut.ifPresent(out -> facts.addAll(List.of(out.perChip().fact(), out.latency().fact())));
    return Facts.of("Facts under " + name, facts);
  }

  @Override
  public Sheet sheet() {
    return MachineSheet.of(this)
        .row("host", "virtual processors", vcpus.value().toString(), vcpus.certainty().toString())
        .row("host", "memory", hostMemory.value().toString(), hostMemory.certainty().toString());
  }

  @Override
  public String toString() {
    return MachineSheet.line(this);
  }
}
