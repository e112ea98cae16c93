package dev.trn3.hardware;

import static dev.trn3.view.Sheet.column;

import dev.trn3.units.Bandwidth;
import dev.trn3.units.FlopRate;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a machine can compute for each byte it reads from memory: the memory's rate times the
 * intensity up to the ridge, the peak from there on (Williams, Waterman and Patterson, 2009).
 *
 * @param name of the machine
 * @param bandwidth peak of its memory
 * @param sustained what its DMA engines sustain, where that is less
 * @param roofs peak by data type
 */
public record Roofline(
    String name, Bandwidth bandwidth, Optional<Bandwidth> sustained, List<Roof> roofs)
    implements Plottable, Tabular {

  /** The peak of one data type. */
  public record Roof(DataType type, FlopRate peak) {}

  /** Copies the roofs. */
  public Roofline {
    roofs = List.copyOf(roofs);
  }

  static Roofline of(Chip chip, List<DataType> types) {
    Bandwidth peak = chip.memoryBandwidth().value();
    Bandwidth reached = chip.sustainedMemoryBandwidth().value();
    return new Roofline(
        chip.name(),
        peak,
        reached.si() == peak.si() ? Optional.empty() : Optional.of(reached),
        types.stream().map(type -> new Roof(type, chip.peak(type).value())).toList());
  }

  static Roofline of(Machine machine, List<DataType> types) {
    Roofline one = of(machine.chip(), types);
    int chips = machine.chips();
    return new Roofline(
        machine.name(),
        one.bandwidth.times(chips),
        one.sustained.map(some -> some.times(chips)),
        one.roofs.stream().map(roof -> new Roof(roof.type(), roof.peak().times(chips))).toList());
  }

  /**
   * Attainable operations per second at an intensity in operations for each byte.
   *
   * @throws IllegalArgumentException if the intensity is negative or no number
   */
  public FlopRate attainable(DataType type, double intensity) {
    if (!(intensity >= 0)) {
      throw new IllegalArgumentException(
          "an intensity is a number of operations for each byte, at least 0, not " + intensity);
    }
    FlopRate peak = roof(type).peak();
    return new FlopRate(Math.min(peak.si(), bandwidth.si() * intensity));
  }

  /** The intensity from which the peak, not the memory, is the limit. */
  public double ridge(DataType type) {
    return roof(type).peak().dividedBy(bandwidth);
  }

  private Roof roof(DataType type) {
    return roofs.stream()
        .filter(roof -> roof.type() == type)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "this roofline of %s shows %s, not %s"
                        .formatted(
                            name, Words.list(roofs.stream().map(Roof::type).toList()), type)));
  }

  @Override
  public Figure figure() {
    Figure figure =
        Figure.of(
            "Roofline of " + name,
            Figure.Shape.LINE,
            Figure.Axis.logarithmic("arithmetic intensity", "FLOP/B"),
            Figure.Axis.logarithmic("attainable", "TFLOPS"));
    for (Roof roof : roofs) {
      figure = figure.with(line(roof.type().name(), roof.peak(), bandwidth));
    }
    if (sustained.isPresent()) {
      Roof last = roofs.get(roofs.size() - 1);
      figure =
          figure.with(line(last.type() + " at sustained DMA rate", last.peak(), sustained.get()));
    }
    return figure;
  }

  private Figure.Series line(String label, FlopRate peak, Bandwidth memory) {
    TreeSet<Double> intensities = new TreeSet<>(List.of(peak.dividedBy(memory)));
    for (int power = -2; power <= 13; power++) {
      intensities.add(Math.scalb(1.0, power));
    }
    List<Double> rates = new ArrayList<>();
    intensities.forEach(x -> rates.add(Math.min(peak.si(), memory.si() * x) / 1e12));
    return Figure.Series.points(label, List.copyOf(intensities), rates);
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Roofline of " + name,
            column("data type"),
            column("peak", "TFLOPS"),
            column("memory bandwidth", "TB/s"),
            column("ridge", "FLOP/B"),
            column("ridge at sustained DMA rate", "FLOP/B"));
    for (Roof roof : roofs) {
      sheet =
          sheet.row(
              roof.type().name(),
              roof.peak().si() / 1e12,
              bandwidth.si() / 1e12,
              ridge(roof.type()),
              sustained.map(some -> roof.peak().dividedBy(some)).orElse(null));
    }
    return sheet.note(
        "An operation with less intensity than the ridge waits for memory. Peaks, not measurements.");
  }

  @Override
  public String toString() {
    List<String> ridges = new ArrayList<>();
    for (Roof roof : roofs) {
      ridges.add(roof.type() + " " + Math.round(ridge(roof.type())));
    }
    return "Roofline of %s, ridges in FLOP/B: %s".formatted(name, String.join(", ", ridges));
  }
}
