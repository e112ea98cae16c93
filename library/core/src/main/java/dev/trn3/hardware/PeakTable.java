package dev.trn3.hardware;

import static dev.trn3.view.Sheet.column;

import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.FlopRate;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The peaks of all chips of the catalogue by data type, in words where there is none.
 *
 * @param sparse those with structured sparsity instead of those without
 */
record PeakTable(boolean sparse) implements Tabular {

  @Override
  public Sheet sheet() {
    List<Sheet.Column> columns = new ArrayList<>(List.of(column("chip")));
    Arrays.stream(DataType.values()).map(type -> column(type.name())).forEach(columns::add);
    Sheet sheet = Sheet.of(this + ", TFLOPS (INT8: TOPS)", columns.toArray(Sheet.Column[]::new));
    for (Chip chip : Chips.all()) {
      List<Object> cells = new ArrayList<>(List.of(chip.name()));
      Arrays.stream(DataType.values()).map(type -> cell(chip, type)).forEach(cells::add);
      sheet = sheet.row(cells.toArray());
    }
    return sheet
        .note(
            "Figures are those of data sheets; the table of each chip has their sources. NVIDIA's"
                + " FP32 is that of the general cores, as tensor cores multiply TF32 instead.")
        .note(
            sparse
                ? "Peaks with sparsity count skipped zeros as work; the model uses dense peaks."
                : "Where a chip has no such type, software can still store weights in it.");
  }

  private String cell(Chip chip, DataType type) {
    Map<DataType, Sourced<FlopRate>> peaks = sparse ? chip.sparse() : chip.dense();
    Sourced<FlopRate> peak = peaks.get(type);
    if (peak != null) {
      return Words.number(Math.round(peak.si() / 1e11) / 10.0);
    }
    return chip.unstated().stream()
        .filter(fact -> UnstatedPeaks.kind(fact).startsWith(sparse ? "sparse" : "dense"))
        .filter(fact -> UnstatedPeaks.types(fact).contains(type))
        .map(Fact::value)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return (sparse ? "Peaks with structured sparsity" : "Dense peaks") + " of one chip";
  }
}
