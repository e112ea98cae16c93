package dev.trn3.hardware;

import static dev.trn3.view.Sheet.column;

import dev.trn3.provenance.Certainty;
import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.FlopRate;
import dev.trn3.view.Sheet;
import java.util.List;
import java.util.Map;

/** A chip as a table: part, quantity, value, certainty, source. */
final class ChipSheet {

  private Sheet sheet;

  private ChipSheet(String title) {
    sheet =
        Sheet.of(
            title,
            column("part"),
            column("quantity"),
            column("value"),
            column("certainty"),
            column("source"));
  }

  /**
   * Not {@code equals}: what a record of records has of it is put together at its first use, which
   * takes longer than all else of the first table.
   */
  private static boolean isOther(Sourced<?> one, Sourced<?> other) {
    return one.si() != other.si() || !one.fact().id().equals(other.fact().id());
  }

  static Sheet of(Chip chip) {
    ChipSheet rows = new ChipSheet(chip.name() + " (" + chip.maker() + ")");
    rows.peaks("dense peak", chip.dense());
    rows.peaks("sparse peak", chip.sparse());
    rows.add("memory", "capacity", chip.memory());
    rows.add("memory", "peak bandwidth", chip.memoryBandwidth());
    if (isOther(chip.sustainedMemoryBandwidth(), chip.memoryBandwidth())) {
      rows.add("memory", "bandwidth the DMA engines sustain", chip.sustainedMemoryBandwidth());
    }
    rows.add("links", "both directions together", chip.link());
    chip.power().ifPresent(power -> rows.add("power", "chip at most", power));
    chip.cores().ifPresent(rows::cores);
    // What nobody published comes last: a reader looks for what there is.
    chip.unstated().forEach(rows::unstated);
    Sheet sheet = rows.sheet;
    if (chip.power().isEmpty()) {
      sheet = sheet.note("No power figure is public.");
    }
    double size = chip.memory().si();
    boolean decimal = size % 1e9 == 0 && size % 0x1p30 != 0;
    if (chip.memory().certainty() == Certainty.GIVEN && decimal) {
      sheet =
          sheet.note(
              "The memory is given as %.0f GB, which is %.1f GiB. Memory is built in powers of two: where the data sheet means GiB, write gibibytes(%.0f)."
                  .formatted(size / 1e9, size / 0x1p30, size / 1e9));
    }
    if (!chip.sparse().isEmpty()) {
      sheet = sheet.note("Sparse peaks count skipped zeros as work; the model uses dense peaks.");
    }
    return sheet;
  }

  private void peaks(String part, Map<DataType, Sourced<FlopRate>> peaks) {
    peaks.forEach((type, peak) -> add(part, type.name(), peak));
  }

  private void unstated(Fact fact) {
    String types = Words.list(UnstatedPeaks.types(fact));
    sheet =
        sheet.row(
            UnstatedPeaks.kind(fact),
            types,
            fact.value(),
            fact.certainty().toString(),
            fact.source());
  }

  private void cores(NeuronCores cores) {
    add("cores", cores.generation(), cores.count());
    add("cores", "SBUF of a core", cores.sbuf());
    add("cores", "PSUM of a core", cores.psum());
    TensorEngine tensor = cores.tensor();
    add("tensor engine", "clock", tensor.clock());
    sheet =
        sheet.row(
            "tensor engine",
            "systolic array",
            tensor.rows().value() + " x " + tensor.columns().value(),
            tensor.rows().certainty().toString(),
            tensor.rows().source());
    tensor.peaks().forEach((type, peak) -> add("tensor engine", type + " peak of a core", peak));
    add("tensor engine", "least cycles between instructions", tensor.shortestInterval());
    add("tensor engine", "fixed cycles of an instruction", tensor.overhead());
    tensor
        .throttle()
        .ifPresent(
            throttle -> {
              add("tensor engine", "share of the peak after idling", throttle.start());
              add("tensor engine", "time until the full peak", throttle.ramp());
            });
    for (Engine engine : List.of(cores.vector(), cores.scalar(), cores.gpsimd())) {
      add(engine.name() + " engine", "clock", engine.clock());
      engine.peak().ifPresent(peak -> add(engine.name() + " engine", "FP32 peak of a core", peak));
    }
    add("DMA", "engines", cores.dma().engines());
    add("DMA", "documented bandwidth", cores.dma().aggregate());
    add("DMA", "bandwidth one engine sustains", cores.dma().sustainedPerEngine());
    add("collectives", "cores beside the compute", cores.collectives());
  }

  private void add(String part, String quantity, Sourced<?> value) {
    sheet =
        sheet.row(
            part, quantity, value.value().toString(), value.certainty().toString(), value.source());
  }
}
