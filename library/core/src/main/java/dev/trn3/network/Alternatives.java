package dev.trn3.network;

import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2_OPTIMISTIC_LINKS;
import static dev.trn3.provenance.Facts.fact;
import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.Chip;
import dev.trn3.hardware.Topology;
import dev.trn3.hardware.UltraServer;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.Bandwidth;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.List;

/** What it changes which of two contradicting sources about the Trn3 UltraServer one believes. */
public final class Alternatives implements Tabular {

  /**
   * One way to read the sources.
   *
   * @param name what to call it
   * @param reason why one would
   * @param machine the UltraServer as read
   */
  public record Alternative(String name, String reason, UltraServer machine) {}

  /** The ways, the default first. */
  public List<Alternative> list() {
    Chip chip = TRN3_ULTRASERVER_GEN2.chip();
    Topology documented = TRN3_ULTRASERVER_GEN2.topology();
    Sourced<Bandwidth> total = fact("trn3-ultraserver-gen2/neuronlink-v4-per-chip").bandwidth();
    return List.of(
        new Alternative(
            "documented (default)",
            "link tiers of 256, 320 and 128 GB/s as trn3-arch.rst lists them, taken each way",
            TRN3_ULTRASERVER_GEN2),
        new Alternative(
            "optimistic links",
            "sled and rack links twice, so that a chip adds up to the headline of 2.56 TB/s",
            TRN3_ULTRASERVER_GEN2_OPTIMISTIC_LINKS),
        new Alternative(
            "pessimistic links",
            "\"bidirectional\" read as both directions together: half of each tier each way",
            TRN3_ULTRASERVER_GEN2.withTopology(
                Scaled.of(documented, 0.5, "half, if both directions"))),
        new Alternative(
            "2,048 GiB/s a chip",
            "the total of the UltraServer tables, both directions together, shared out in"
                + " proportion to the documented tiers",
            TRN3_ULTRASERVER_GEN2.withTopology(
                Scaled.of(
                    documented,
                    total.si() / 2 / documented.eachWay().si(),
                    "in proportion, so that a chip adds up to " + total.value()))),
        new Alternative(
            "HBM at 4.7 TB/s",
            "the programming guide's number instead of the chip page's",
            TRN3_ULTRASERVER_GEN2.withChip(
                chip.withMemoryBandwidth(fact("trainium3/hbm-bandwidth-nki").bandwidth()))));
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "What the choice of source does to a Trn3 UltraServer Gen2",
            column("reading"),
            column("memory bandwidth", "TB/s"),
            column("MXFP8 ridge", "FLOP/B"),
            column("all-reduce of 1 GB, 4 chips", "ms"),
            column("all-reduce of 1 GB, 144 chips", "ms"),
            column("all-to-all of 64 MB, 72 chips", "µs"),
            column("all-to-all of 64 MB, 144 chips", "µs"),
            column("why one would read it so"));
    for (Alternative each : list()) {
      Fabric fabric = Fabric.of(each.machine());
      sheet =
          sheet.row(
              each.name(),
              each.machine().memoryBandwidth().si() / 1e12,
              each.machine().chip().roofline().ridge(dev.trn3.hardware.DataType.MXFP8),
              fabric.communicator(4).allReduce(1e9) * 1e3,
              fabric.communicator(144).allReduce(1e9) * 1e3,
              fabric.communicator(72).allToAll(64e6) * 1e6,
              fabric.communicator(144).allToAll(64e6) * 1e6,
              each.reason());
    }
    return sheet.note(
        "Programs reach at most the DMA rate of %s of memory on every reading."
            .formatted(TRN3_ULTRASERVER_GEN2.chip().sustainedMemoryBandwidth().value()));
  }

  @Override
  public String toString() {
    return "%d readings of the sources about Trn3".formatted(list().size());
  }
}
