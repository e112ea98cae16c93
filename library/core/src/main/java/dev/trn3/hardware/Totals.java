package dev.trn3.hardware;

import static dev.trn3.view.Sheet.column;

import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Facts;
import dev.trn3.units.Quantity;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an UltraServer has in all, computed from one chip and put next to the maker's own totals.
 *
 * @param machine the UltraServer
 */
public record Totals(UltraServer machine) implements Tabular {

  /**
   * One total.
   *
   * @param each the amount of one chip
   * @param total the amount of all chips
   * @param stated what the maker's table says, if it has a row
   * @param follows whether the total agrees with it to the digits stated
   */
  public record Row(
      String quantity,
      Quantity each,
      Quantity total,
      Optional<Fact> stated,
      Optional<Boolean> follows) {}

  /** All totals. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Chip chip = machine.chip();
    for (DataType type : chip.dense().keySet()) {
      rows.add(
          row(
              type + " dense peak",
              chip.peak(type).value(),
              machine.peak(type),
              type == DataType.MXFP8 || type == DataType.MXFP4
                  ? "mxfp8-mxfp4-peak"
                  : type.name().toLowerCase(Locale.ROOT) + "-peak"));
    }
    rows.add(row("memory", chip.memory().value(), machine.memory(), "hbm"));
    rows.add(
        row(
            "memory bandwidth",
            chip.memoryBandwidth().value(),
            machine.memoryBandwidth(),
            "hbm-bandwidth"));
    machine
        .scaleOut()
        .ifPresent(
            out ->
                rows.add(
                    row(
                        out.name(),
                        out.perChip().value(),
                        out.perChip().value().times(machine.chips()),
                        "efa")));
    return rows;
  }

  private Row row(String quantity, Quantity each, Quantity total, String id) {
    String wanted = machine.name().toLowerCase(Locale.ROOT).replace(' ', '-') + "/" + id;
    Optional<Fact> stated =
        Facts.table().list().stream().filter(fact -> fact.id().equals(wanted)).findFirst();
    return new Row(
        quantity, each, total, stated, stated.map(fact -> Rounding.nearly(total.si(), fact)));
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Totals of " + machine.name(),
            column("quantity"),
            column("one chip"),
            column("chips"),
            column("all chips"),
            column("table of the maker"),
            column("follows"));
    for (Row row : rows()) {
      sheet =
          sheet.row(
              row.quantity(),
              row.each().toString(),
              machine.chips(),
              row.total().toString(),
              row.stated().map(Fact::text).orElse(null),
              row.follows().map(yes -> yes ? "yes" : "no").orElse(null));
    }
    return sheet.note(
        "\"Follows\" means equal to the last digit stated, or within 0.5 %; makers multiply rounded numbers.");
  }

  @Override
  public String toString() {
    return "Totals of " + machine;
  }
}
