package dev.trn3.hardware;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.Rendered;
import dev.trn3.provenance.Facts;
import dev.trn3.units.Bandwidth;
import dev.trn3.units.Bytes;
import dev.trn3.units.FlopRate;
import dev.trn3.units.Watts;
import dev.trn3.view.Tabular;
import java.util.List;
import java.util.Optional;

/** A number of equal chips that work together. */
public sealed interface Machine extends Tabular permits Server, UltraServer, UltraCluster {

  /** What it is called. */
  String name();

  /** The chip that it is made of. */
  Chip chip();

  /** How many chips it has. */
  int chips();

  /** How the chips inside one scale-up domain reach each other. */
  Topology topology();

  /** How scale-up domains reach each other; empty where a machine has no network. */
  Optional<ScaleOut> scaleOut();

  /** The facts that its numbers rest on. */
  Facts facts();

  /** Chips that reach each other without the scale-out network. */
  default int scaleUpChips() {
    return topology().chips();
  }

  /**
   * Peak of dense matrix multiplication of all chips together.
   *
   * @throws IllegalArgumentException if the chip has no peak for the type
   */
  default FlopRate peak(DataType type) {
    return chip().peak(type).value().times(chips());
  }

  /** High-bandwidth memory of all chips together. */
  default Bytes memory() {
    return chip().memory().value().times(chips());
  }

  /** Peak bandwidth of that memory. */
  default Bandwidth memoryBandwidth() {
    return chip().memoryBandwidth().value().times(chips());
  }

  /** Attainable rates of all chips together against arithmetic intensity. */
  default Roofline rooflines(DataType... types) {
    return Roofline.of(
        this, types.length == 0 ? List.copyOf(chip().dense().keySet()) : List.of(types));
  }

  /** Quantities of both machines, their ratios, and whether announced ratios follow. */
  default Comparison compareTo(Machine other) {
    return new Comparison(this, other);
  }

  /**
   * A drawing: chips, the links or switches between them, racks and servers; of a cluster its
   * machines and the network above them.
   */
  default Rendered diagram() {
    String drawing =
        this instanceof UltraCluster cluster
            ? new ClusterDiagram(cluster).draw()
            : topology() instanceof Torus torus
                ? new TorusDiagram(this, torus).draw()
                : new SwitchDiagram(this, (SwitchTiers) topology()).draw();
    return new Rendered(
        MimeBundle.text(name() + ": " + topology().describe()).with("image/svg+xml", drawing));
  }

  /** What it is, in a few sentences, each on a line. */
  default String describe() {
    return MachineSheet.sentences(this);
  }

  /** Power of the chips alone, without hosts, switches and cooling; empty where not public. */
  default Optional<Watts> chipPower() {
    return chip().power().map(power -> power.value().times(chips()));
  }
}
