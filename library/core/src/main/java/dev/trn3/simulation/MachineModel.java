package dev.trn3.simulation;

import static dev.trn3.provenance.Facts.fact;

import dev.trn3.hardware.Chip;
import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.NeuronCores;
import dev.trn3.hardware.SwitchTiers;
import dev.trn3.hardware.Throttle;
import dev.trn3.hardware.Topology;
import dev.trn3.hardware.Torus;
import dev.trn3.simulation.TieredFabric.Tier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A machine as the cost model sees it.
 *
 * @param name its name
 * @param generation the generation of its chips, for which software is calibrated
 * @param device one device
 * @param devices how many it has
 * @param scaleUpDevices devices that reach each other without the scale-out network
 * @param fabric what connects them, at its documented bandwidth
 */
public record MachineModel(
    String name,
    String generation,
    Device device,
    int devices,
    int scaleUpDevices,
    TieredFabric fabric) {

  /** Beyond every cluster; the reach of the scale-out network. */
  public static final int EVERYWHERE = 1 << 26;

  private static final List<Map<String, String>> GPUS =
      CsvTable.read(MachineModel.class, "gpus.csv");

  /** The start of a data movement, which the first operands of an operation wait for. */
  private static final double DMA_START =
      fact("trainium-dma/start-latency-semaphore-to-dma-start").seconds().si();

  /** A machine whose devices are its chips. */
  public static MachineModel of(Machine machine) {
    return new MachineModel(
        machine.name(),
        generation(machine.chip()),
        device(machine.chip()),
        machine.chips(),
        machine.scaleUpChips(),
        fabric(machine));
  }

  /** This machine with so many devices for each of its present ones, such as cores of a chip. */
  public MachineModel split(int parts, String part) {
    Device whole = device;
    Device piece =
        new Device(
            part,
            whole.peak16() / parts,
            whole.peak8() / parts,
            whole.peak4() / parts,
            whole.bandwidth() / parts,
            whole.capacity() / parts,
            whole.exponentials() / parts,
            whole.arrayEdge(),
            whole.contractionHalf(),
            whole.ramp(),
            whole.start(),
            whole.vector() / parts,
            whole.lane(),
            whole.onChip(),
            whole.units());
    List<Tier> tiers = new ArrayList<>();
    Tier innermost = fabric.tiers().get(0);
    // Inside a chip cores share memory; what a core can move of it is bounded as its links are.
    tiers.add(new Tier(parts, innermost.bandwidth(), innermost.latency()));
    for (Tier tier : fabric.tiers()) {
      int reach = tier.devices() == EVERYWHERE ? EVERYWHERE : tier.devices() * parts;
      // The only chip of a machine has no links beside those between its cores.
      if (reach > parts) {
        tiers.add(new Tier(reach, tier.bandwidth() / parts, tier.latency()));
      }
    }
    return new MachineModel(
        name, generation, piece, devices * parts, scaleUpDevices * parts, new TieredFabric(tiers));
  }

  /** What a machine can have more of. */
  public enum Resource {
    MATRIX_RATE("matrix rate"),
    SOFTMAX_RATE("vector and scalar rate"),
    MEMORY_BANDWIDTH("memory bandwidth"),
    SCALE_UP_BANDWIDTH("scale-up bandwidth"),
    SCALE_OUT_BANDWIDTH("scale-out bandwidth");

    private final String words;

    Resource(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** This machine with one resource multiplied. */
  public MachineModel with(Resource resource, double factor) {
    double matrix = resource == Resource.MATRIX_RATE ? factor : 1;
    Device faster =
        new Device(
            device.name(),
            device.peak16() * matrix,
            device.peak8() * matrix,
            device.peak4() * matrix,
            device.bandwidth() * (resource == Resource.MEMORY_BANDWIDTH ? factor : 1),
            device.capacity(),
            device.exponentials() * (resource == Resource.SOFTMAX_RATE ? factor : 1),
            device.arrayEdge(),
            device.contractionHalf(),
            device.ramp(),
            device.start(),
            device.vector() * (resource == Resource.SOFTMAX_RATE ? factor : 1),
            device.lane() * (resource == Resource.SOFTMAX_RATE ? factor : 1),
            device.onChip(),
            device.units());
    return new MachineModel(
        name,
        generation,
        faster,
        devices,
        scaleUpDevices,
        fabric.scaled(
            scaleUpDevices,
            resource == Resource.SCALE_UP_BANDWIDTH ? factor : 1,
            resource == Resource.SCALE_OUT_BANDWIDTH ? factor : 1));
  }

  /** The step model of this machine with a software stack. */
  public StepModel with(Software software) {
    return new StepModel(
        device, fabric.scaled(scaleUpDevices, software.scaleUp(), software.scaleOut()), software);
  }

  private static Device device(Chip chip) {
    double peak16 = chip.peak(DataType.BF16).si();
    double peak8 = best(chip, peak16, DataType.FP8, DataType.MXFP8);
    double peak4 = best(chip, peak8, DataType.MXFP4);
    return new Device(
        chip.name(),
        peak16,
        peak8,
        peak4,
        chip.sustainedMemoryBandwidth().si(),
        chip.memory().si(),
        exponentials(chip),
        128,
        chip.cores().isPresent() ? 0 : Double.parseDouble(gpu(chip).get("contraction")),
        chip.cores().map(MachineModel::ramp).orElse(GpuKernel.START.si()),
        chip.cores().isPresent() ? DMA_START : GpuKernel.START.si(),
        chip.cores().map(MachineModel::vector).orElse(peak16 / GpuKernel.MATRIX_OVER_VECTOR.si()),
        chip.cores().map(cores -> cores.vector().clock().si()).orElse(Double.POSITIVE_INFINITY),
        chip.cores().map(cores -> cores.sbuf().si()).orElse(GpuKernel.CACHE.si()),
        chip.cores().isPresent() ? 1 : Integer.parseInt(gpu(chip).get("units")));
  }

  private static double best(Chip chip, double otherwise, DataType... types) {
    double best = otherwise;
    for (DataType type : types) {
      if (chip.supports(type)) {
        best = Math.max(best, chip.peak(type).si());
      }
    }
    return best;
  }

  /**
   * Softmax runs on one lane for each row of the array; Trainium3 has a fast path, 4 times that.
   */
  private static double exponentials(Chip chip) {
    return chip.cores()
        .map(
            cores ->
                cores.count().si()
                    * cores.tensor().rows().si()
                    * cores.scalar().clock().si()
                    * (chip.name().equals("Trainium3") ? 4 : 1))
        .orElseGet(() -> Double.parseDouble(gpu(chip).get("exponentials")));
  }

  private static String generation(Chip chip) {
    return chip.cores().isPresent() ? chip.name() : gpu(chip).get("generation");
  }

  private static Map<String, String> gpu(Chip chip) {
    return GPUS.stream()
        .filter(row -> row.get("chip").equals(chip.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "training on %s cannot be estimated: no measurement of it is known; use Trainium or one of %s"
                        .formatted(
                            chip.name(), GPUS.stream().map(row -> row.get("chip")).toList())));
  }

  private static double ramp(NeuronCores cores) {
    double throttled = cores.tensor().throttle().map(MachineModel::lostToThrottle).orElse(0.0);
    return DMA_START + throttled;
  }

  /** A pass over an element is half of what the published peak counts. */
  private static double vector(NeuronCores cores) {
    return cores
        .vector()
        .peak()
        .map(peak -> cores.count().si() * peak.si() / 2)
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static double lostToThrottle(Throttle throttle) {
    return (1 - throttle.start().si()) * throttle.ramp().si() / 2;
  }

  private static TieredFabric fabric(Machine machine) {
    List<Tier> tiers = new ArrayList<>(tiers(machine.topology()));
    machine
        .scaleOut()
        .ifPresent(out -> tiers.add(new Tier(EVERYWHERE, out.perChip().si(), out.latency().si())));
    return new TieredFabric(tiers);
  }

  private static List<Tier> tiers(Topology topology) {
    List<Tier> tiers = new ArrayList<>();
    if (topology instanceof SwitchTiers switches) {
      int inside = 0;
      for (SwitchTiers.Tier tier : switches.tiers()) {
        if (tier.reach() > inside) {
          tiers.add(new Tier(tier.reach(), tier.eachWay().si(), tier.latency().si()));
          inside = tier.reach();
        }
      }
      return tiers;
    }
    Torus torus = (Torus) topology;
    // Rings of equal links work together; slower dimensions are a tier of their own.
    Map<Double, Integer> lengths = new LinkedHashMap<>();
    Map<Double, Double> rates = new LinkedHashMap<>();
    for (Torus.Ring ring : torus.rings()) {
      double link = ring.linkEachWay().si();
      lengths.merge(link, ring.length(), (a, b) -> a * b);
      rates.merge(link, 2 * link, Double::sum);
    }
    int reach = 1;
    for (Map.Entry<Double, Integer> each : lengths.entrySet()) {
      reach *= each.getValue();
      if (each.getValue() > 1) {
        tiers.add(new Tier(reach, rates.get(each.getKey()), torus.latency().si()));
      }
    }
    return tiers;
  }
}
