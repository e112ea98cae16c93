package dev.trn3.experiment;

import static dev.trn3.provenance.Facts.fact;

import dev.trn3.hardware.Servers;
import dev.trn3.simulation.CsvTable;
import dev.trn3.simulation.Device;
import dev.trn3.simulation.GpuKernel;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.TieredFabric;
import dev.trn3.simulation.TieredFabric.Tier;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The machines that measurements were made on; those of other makers are data with their source.
 */
final class MeasuredMachines {
  private static final int ARRAY_EDGE = 128;

  private static final double LINK_LATENCY = fact("gpu-link/latency").seconds().si();
  private static final double NETWORK_LATENCY = fact("gpu-network/latency").seconds().si();

  private static final Map<String, MachineModel> OTHERS =
      CsvTable.read(MeasuredMachines.class, "machines.csv").stream()
          .map(MeasuredMachines::machine)
          .collect(Collectors.toUnmodifiableMap(MachineModel::name, each -> each));

  /** AWS launches one rank for each NeuronCore of Trn1. */
  private static final MachineModel TRN1 =
      MachineModel.of(Servers.TRN1_32XLARGE).split(2, "NeuronCore-v2");

  private MeasuredMachines() {}

  static MachineModel named(String name) {
    MachineModel machine = name.equals(TRN1.name()) ? TRN1 : OTHERS.get(name);
    if (machine == null) {
      throw new IllegalArgumentException(
          "no machine %s; there are %s and %s".formatted(name, TRN1.name(), OTHERS.keySet()));
    }
    return machine;
  }

  private static MachineModel machine(Map<String, String> row) {
    int domain = (int) Cells.number(row, "domain");
    Device device =
        new Device(
            row.get("machine"),
            Cells.number(row, "peak16"),
            Cells.number(row, "peak8"),
            Cells.number(row, "peak4"),
            Cells.number(row, "bandwidth"),
            Cells.number(row, "capacity"),
            Cells.number(row, "exponentials"),
            ARRAY_EDGE,
            Cells.number(row, "contraction"),
            GpuKernel.START.si(),
            GpuKernel.START.si(),
            Cells.number(row, "peak16") / GpuKernel.MATRIX_OVER_VECTOR.si(),
            Double.POSITIVE_INFINITY,
            GpuKernel.CACHE.si(),
            (int) Cells.number(row, "units"));
    return new MachineModel(
        row.get("machine"),
        row.get("generation"),
        device,
        domain,
        domain,
        new TieredFabric(
            List.of(
                new Tier(domain, Cells.number(row, "link"), LINK_LATENCY),
                new Tier(MachineModel.EVERYWHERE, Cells.number(row, "network"), NETWORK_LATENCY))));
  }
}
