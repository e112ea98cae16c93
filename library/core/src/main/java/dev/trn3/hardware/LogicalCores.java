package dev.trn3.hardware;

import static dev.trn3.view.Sheet.column;

import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;

/**
 * How a Neuron chip looks to programs: its physical cores, joined into logical ones (LNC).
 *
 * @param chip a chip with NeuronCores
 */
public record LogicalCores(Chip chip) implements Tabular {

  /** Checks that the chip has NeuronCores. */
  public LogicalCores {
    if (chip.cores().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no NeuronCores; those of AWS have: Trainium1, Trainium2, Trainium3, Inferentia2"
              .formatted(chip.name()));
    }
  }

  private NeuronCores cores() {
    return chip.cores().orElseThrow();
  }

  /**
   * Logical cores of a chip.
   *
   * @param lnc physical cores in a logical core
   * @throws IllegalArgumentException if the generation cannot join that many
   */
  public int perChip(int lnc) {
    return cores().logical(lnc);
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Logical cores of " + chip.name(),
            column("LNC"),
            column("logical cores"),
            column("BF16 of one", "TFLOPS"),
            column("memory of one", "GiB"),
            column("memory bandwidth of one", "GB/s"),
            column("SBUF of one", "MiB"));
    for (int lnc : cores().logicalConfigurations()) {
      int count = perChip(lnc);
      sheet =
          sheet.row(
              lnc,
              count,
              chip.peak(DataType.BF16).si() / count / 1e12,
              chip.memory().si() / count / 0x1p30,
              chip.memoryBandwidth().si() / count / 1e9,
              cores().sbuf().si() * lnc / 0x1p20);
    }
    return sheet.note(
        "Shares of the chip by count. Neuron takes LNC %d by itself; set another with"
                .formatted(cores().defaultConfiguration())
            + " NEURON_LOGICAL_NC_CONFIG and the compiler's --lnc, which must agree.");
  }

  @Override
  public String toString() {
    return "%s: %d logical cores with LNC %d"
        .formatted(
            chip.name(), perChip(cores().defaultConfiguration()), cores().defaultConfiguration());
  }
}
