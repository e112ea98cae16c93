package dev.trn3.procurement;

import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.Chip;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraServers;
import dev.trn3.units.Dollars;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * At which price a machine costs as much for the same work as machines whose price is public.
 *
 * @param machine the one whose price is sought
 */
public record BreakEven(Machine machine) implements Tabular {

  /**
   * One machine with a public price.
   *
   * @param perChip what one of its chips costs for an hour
   * @param sameCompute hourly price of the sought machine at which its fastest dense peak costs as
   *     much
   * @param sameBandwidth hourly price at which its memory bandwidth costs as much
   */
  public record Row(Machine other, Dollars perChip, Dollars sameCompute, Dollars sameBandwidth) {}

  /** All machines with a public price. */
  public List<Row> rows() {
    List<Machine> others = new ArrayList<>(Servers.all());
    others.addAll(UltraServers.all());
    return others.stream()
        .filter(other -> Prices.published(other).isPresent() && other.chips() > 1)
        .map(this::row)
        .toList();
  }

  /**
   * The hourly price at which work that runs this many times as fast costs as much.
   *
   * @throws IllegalArgumentException if the ratio is not a number above 0
   */
  public static Dollars price(Price other, double timesAsFast) {
    if (!(timesAsFast > 0) || Double.isInfinite(timesAsFast)) {
      throw new IllegalArgumentException("a speed ratio is a number above 0, not " + timesAsFast);
    }
    return other.perHour().times(decimal(timesAsFast)).cents();
  }

  private Row row(Machine other) {
    Price price = Prices.published(other).orElseThrow();
    Chip ours = machine.chip();
    Chip theirs = other.chip();
    double compute = machine.peak(ours.fastest()).si() / other.peak(theirs.fastest()).si();
    double bandwidth = machine.memoryBandwidth().si() / other.memoryBandwidth().si();
    return new Row(other, Prices.perChip(other), price(price, compute), price(price, bandwidth));
  }

  private static BigDecimal decimal(double ratio) {
    return new BigDecimal(ratio).round(new MathContext(6));
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Hourly price at which " + machine.name() + " breaks even",
            column("compared with"),
            column("one chip and hour there"),
            column("fastest peak there"),
            column("same price for peak"),
            column("same price for memory bandwidth"));
    for (Row row : rows()) {
      Chip theirs = row.other().chip();
      sheet =
          sheet.row(
              row.other().name(),
              row.perChip().toString(),
              theirs.peak(theirs.fastest()).value() + " " + theirs.fastest(),
              row.sameCompute().toString(),
              row.sameBandwidth().toString());
    }
    return sheet.note(
        "By peaks, not by measured speed; 4-bit peaks count where they are faster. With a measured"
            + " or simulated speed ratio use BreakEven.price(price, ratio).");
  }

  @Override
  public String toString() {
    return "Break-even prices of " + machine.name();
  }
}
