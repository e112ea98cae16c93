package dev.trn3.neuron;

import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.NeuronCores;
import dev.trn3.hardware.Server;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.hardware.UltraServer;
import dev.trn3.hardware.UltraServers;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.List;

/**
 * Hosts and cores of a machine.
 *
 * @param machine the machine
 * @param lnc physical cores in a logical core
 * @param hosts operating systems; each runs its own Neuron runtime
 * @param chipsPerHost chips that a runtime sees
 * @param physicalPerChip physical cores of a chip
 */
public record Cores(Machine machine, int lnc, int hosts, int chipsPerHost, int physicalPerChip)
    implements Tabular {

  static Cores of(Machine machine, int lnc) {
    Server server = server(machine);
    NeuronCores cores = machine.chip().cores().orElseThrow();
    return new Cores(
        machine,
        lnc,
        machine.chips() / server.chips(),
        server.chips(),
        cores.count().value().whole());
  }

  private static Server server(Machine machine) {
    if (machine instanceof UltraCluster cluster) {
      return server(cluster.unit());
    }
    return machine instanceof UltraServer ultra ? ultra.server() : (Server) machine;
  }

  /** Logical cores of a chip. */
  public int logicalPerChip() {
    return physicalPerChip / lnc;
  }

  /** Logical cores of a host: the value of {@code NEURON_RT_NUM_CORES}. */
  public int logicalPerHost() {
    return logicalPerChip() * chipsPerHost;
  }

  /** Logical cores of the machine. */
  public int logical() {
    return logicalPerHost() * hosts;
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "NEURON_RT_NUM_CORES for one host",
            column("machine"),
            column("chips of a host"),
            column("LNC 1"),
            column("LNC 2"),
            column("all hosts, LNC 1"),
            column("all hosts, LNC 2"));
    List<Machine> machines =
        List.of(
            Servers.TRN1_32XLARGE,
            Servers.TRN2_48XLARGE,
            UltraServers.TRN3_ULTRASERVER_GEN1,
            UltraServers.TRN3_ULTRASERVER_GEN2,
            machine);
    for (Machine each : machines.stream().distinct().toList()) {
      Cores one = of(each, 1);
      boolean joins = each.chip().cores().get().logicalConfigurations().contains(2);
      sheet =
          sheet.row(
              each.name(),
              one.chipsPerHost,
              one.logicalPerHost(),
              joins ? one.logicalPerHost() / 2 : null,
              one.logical(),
              joins ? one.logical() / 2 : null);
    }
    return sheet.note(
        "The announcement's example sets NEURON_RT_NUM_CORES=32, which is a whole trn1.32xlarge, or"
            + " one host of Trn3 Gen2 with LNC 1. With the default LNC 2 such a host has half: 16.");
  }

  @Override
  public String toString() {
    return "%d hosts x %d chips x %d logical cores = %d"
        .formatted(hosts, chipsPerHost, logicalPerChip(), logical());
  }
}
