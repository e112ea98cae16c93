package dev.trn3.hardware;

import static dev.trn3.view.Sheet.column;

import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Facts;
import dev.trn3.units.Bandwidth;
import dev.trn3.units.Quantity;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two machines side by side.
 *
 * @param left the one whose amounts are divided
 * @param right the one they are divided by
 */
public record Comparison(Machine left, Machine right) implements Tabular {

  /**
   * One quantity of both.
   *
   * @param announced the ratio the maker announced, if there is one for these two machines
   */
  public record Row(
      String quantity, String left, String right, double ratio, Optional<Fact> announced) {

    /** Whether the ratio rounds to what was announced; empty where nothing was. */
    public Optional<Boolean> follows() {
      return announced.map(fact -> Rounding.agrees(ratio, fact));
    }
  }

  /** All quantities that both have. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "chips",
            Words.count(left.chips()),
            Words.count(right.chips()),
            (double) left.chips() / right.chips(),
            Optional.empty()));
    rows.add(eightBit());
    for (DataType type : DataType.values()) {
      if (left.chip().supports(type) && right.chip().supports(type)) {
        rows.add(row(type + " peak", left.peak(type), right.peak(type), ""));
      }
    }
    rows.add(row("memory", left.memory(), right.memory(), ""));
    rows.add(
        row(
            "memory of a chip",
            left.chip().memory().value(),
            right.chip().memory().value(),
            "memory-per-chip-ratio"));
    rows.add(
        row(
            "memory bandwidth",
            left.memoryBandwidth(),
            right.memoryBandwidth(),
            "bandwidth-ratio"));
    Bandwidth leftMemory = left.chip().memoryBandwidth().value();
    Bandwidth rightMemory = right.chip().memoryBandwidth().value();
    rows.add(
        row("memory bandwidth of a chip", leftMemory, rightMemory, "bandwidth-per-chip-ratio"));
    rows.add(
        row(
            "sustained memory bandwidth of a chip",
            left.chip().sustainedMemoryBandwidth().value(),
            right.chip().sustainedMemoryBandwidth().value(),
            ""));
    rows.add(
        row(
            "links of a chip",
            left.chip().link().value(),
            right.chip().link().value(),
            "link-ratio"));
    return rows;
  }

  /** The fastest peak of each: the way makers compare generations. */
  private Row eightBit() {
    DataType a = left.chip().fastest();
    DataType b = right.chip().fastest();
    Row row = row("fastest peak", left.peak(a), right.peak(b), "compute-ratio");
    return new Row(
        row.quantity(), row.left() + " " + a, row.right() + " " + b, row.ratio(), row.announced());
  }

  private Row row(String quantity, Quantity ours, Quantity theirs, String announcement) {
    Optional<Fact> announced =
        announcement.isEmpty() || !announcedPair()
            ? Optional.empty()
            : Optional.of(Facts.fact("announced/" + announcement));
    return new Row(
        quantity, ours.toString(), theirs.toString(), ours.si() / theirs.si(), announced);
  }

  private boolean announcedPair() {
    return left.equals(UltraServers.TRN3_ULTRASERVER_GEN2)
        && right.equals(UltraServers.TRN2_ULTRASERVER);
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            left.name() + " compared with " + right.name(),
            column("quantity"),
            column(left.name()),
            column(right.name()),
            column("ratio"),
            column("announced ratio"),
            column("follows"));
    for (Row row : rows()) {
      sheet =
          sheet.row(
              row.quantity(),
              row.left(),
              row.right(),
              row.ratio(),
              row.announced().map(fact -> fact.number().orElseThrow()).orElse(null),
              row.follows().map(yes -> yes ? "yes" : "no").orElse(null));
    }
    return sheet.note("Peaks, not measurements: the figures of one chip times the chips.");
  }

  @Override
  public String toString() {
    return left.name() + " compared with " + right.name();
  }
}
