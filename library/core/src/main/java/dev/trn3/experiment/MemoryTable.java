package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.simulation.DeviceMemory;
import dev.trn3.units.Bytes;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each chip of the fullest pipeline stage must hold.
 *
 * @param chip the name of the chip
 * @param memory the amounts
 */
public record MemoryTable(String chip, DeviceMemory memory) implements Tabular, Plottable {

  private static final double GIB = 0x1p30;

  /** True if a chip has enough. */
  public boolean fits() {
    return memory.fits();
  }

  /** Everything together, on one chip. */
  public Bytes total() {
    return new Bytes(memory.total());
  }

  /** What is free; empty amounts to zero if it does not fit. */
  public Bytes free() {
    return new Bytes(Math.max(0, memory.capacity() - memory.total()));
  }

  /** By how much it is over; zero if it fits. */
  public Bytes over() {
    return new Bytes(Math.max(0, memory.total() - memory.capacity()));
  }

  /** One sentence: what is over, by how much, and what takes most. */
  String overWords() {
    String largest = "";
    double most = -1;
    for (Map.Entry<String, Double> each : rows().entrySet()) {
      if (each.getValue() > most) {
        most = each.getValue();
        largest = each.getKey();
      }
    }
    return "does not fit: each %s needs %s and has %s, %s too much; most is %s with %s"
        .formatted(
            chip,
            Text.gibibytes(memory.total()),
            Text.gibibytes(memory.capacity()),
            Text.gibibytes(memory.total() - memory.capacity()),
            largest,
            Text.gibibytes(most));
  }

  private Map<String, Double> rows() {
    Map<String, Double> rows = new LinkedHashMap<>();
    rows.put("weights", memory.weights());
    rows.put("gradients", memory.gradients());
    rows.put("master weights", memory.masterWeights());
    rows.put("optimizer moments", memory.moments());
    rows.put("activations", memory.activations() + memory.recomputed());
    rows.put("logits", memory.logits());
    if (memory.buffers() > 0) {
      rows.put("buffers", memory.buffers());
    }
    rows.put("margin", memory.margin());
    return rows;
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of("Memory per chip", column("what"), column("amount", "GiB"), column("share", "%"));
    for (Map.Entry<String, Double> each : rows().entrySet()) {
      sheet =
          sheet.row(
              each.getKey(), each.getValue() / GIB, 100 * each.getValue() / memory.capacity());
    }
    sheet =
        sheet
            .row("total", memory.total() / GIB, 100 * memory.total() / memory.capacity())
            .row("capacity", memory.capacity() / GIB, 100.0);
    return sheet.note(
        fits()
            ? "Fits, %s free.".formatted(Text.gibibytes(free().si()))
            : "It " + overWords() + ".");
  }

  @Override
  public Figure figure() {
    List<String> labels = new ArrayList<>(rows().keySet());
    List<Double> values = rows().values().stream().map(each -> each / GIB).toList();
    return Figure.of(
            "Memory per chip",
            Figure.Shape.BAR,
            Figure.Axis.linear("what", ""),
            Figure.Axis.linear("amount", "GiB"))
        .with(Figure.Series.bars("per chip", labels, values));
  }
}
