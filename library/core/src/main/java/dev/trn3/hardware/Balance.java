package dev.trn3.hardware;

import static dev.trn3.view.Sheet.column;

import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How many bytes machines can move while they compute: from memory, over scale-up links, over the
 * network. The less it is, the more work for each byte keeps the chip busy.
 *
 * @param type the data type of the peak; empty for the fastest of each machine
 * @param machines in the order of rows
 */
public record Balance(Optional<DataType> type, List<Machine> machines)
    implements Tabular, Plottable {

  /** Checks that there is something to show and that each machine has a peak for the type. */
  public Balance {
    if (machines.isEmpty()) {
      throw new IllegalArgumentException(
          "bytesPerFlop needs machines, such as bytesPerFlop(TRN3_ULTRASERVER_GEN2)");
    }
    for (Machine machine : machines) {
      type.ifPresent(machine.chip()::peak);
    }
    machines = List.copyOf(machines);
  }

  /** The data type whose peak counts for a machine. */
  public DataType type(Machine machine) {
    return type.orElse(machine.chip().fastest());
  }

  /** Bytes from memory for each operation. */
  public double memory(Machine machine) {
    return machine.chip().memoryBandwidth().si() / peak(machine);
  }

  /** Bytes out of a chip over its scale-up links, one way, for each operation. */
  public double links(Machine machine) {
    return machine.topology().eachWay().si() / peak(machine);
  }

  /** Bytes out of a chip over the network, one way, for each operation; 0 without a network. */
  public double network(Machine machine) {
    return machine.scaleOut().map(out -> out.perChip().si()).orElse(0.0) / peak(machine);
  }

  private double peak(Machine machine) {
    return machine.chip().peak(type(machine)).si();
  }

  private String title() {
    return "Bytes for each 1,000 operations at the %s peak"
        .formatted(type.map(DataType::name).orElse("fastest"));
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            title(),
            column("machine"),
            column("data type"),
            column("memory", "B/kFLOP"),
            column("links, each way", "B/kFLOP"),
            column("network, each way", "B/kFLOP"));
    for (Machine machine : machines) {
      sheet =
          sheet.row(
              machine.name(),
              type(machine).name(),
              1000 * memory(machine),
              1000 * links(machine),
              machine.scaleOut().isPresent() ? 1000 * network(machine) : null);
    }
    return sheet.note(
        "Peaks of one chip. Links are all tiers or rings of a chip together; traffic rarely uses all.");
  }

  @Override
  public Figure figure() {
    Figure figure =
        Figure.of(
            title(),
            Figure.Shape.BAR,
            Figure.Axis.linear("machine", ""),
            Figure.Axis.linear("bytes", "B/kFLOP"));
    figure = figure.with(bars("memory", this::memory));
    figure = figure.with(bars("links, each way", this::links));
    return figure.with(bars("network, each way", this::network));
  }

  private Figure.Series bars(String name, Function<Machine, Double> bytes) {
    List<String> labels = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Machine machine : machines) {
      labels.add(machine.name() + ", " + type(machine));
      values.add(1000 * bytes.apply(machine));
    }
    return Figure.Series.bars(name, labels, values);
  }

  @Override
  public String toString() {
    return title() + " of " + Words.list(machines.stream().map(Machine::name).toList());
  }
}
