package dev.trn3.procurement;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.units.Dollars;
import dev.trn3.units.Seconds;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Machines to be bought as Capacity Blocks; {@link #days}, {@link #runtime} or {@link #cheapest}
 * finishes the sentence.
 *
 * @param machine what is bought
 * @param machines how many
 * @param prices what one may cost: the published price, your price, or assumptions
 * @param region where; empty for wherever it is offered
 * @param start on which day it begins; empty where that does not matter
 */
public record CapacityBlock(
    Machine machine,
    int machines,
    List<Price> prices,
    Optional<String> region,
    Optional<LocalDate> start) {

  /** Checks the number. */
  public CapacityBlock {
    if (machines < 1) {
      throw new IllegalArgumentException("buy at least 1 machine, not " + machines);
    }
    prices = List.copyOf(prices);
  }

  /** One machine, or all of a cluster, at the published price or under assumptions. */
  public static CapacityBlock of(Machine machine) {
    Machine unit = machine instanceof UltraCluster cluster ? cluster.unit() : machine;
    int units = machine instanceof UltraCluster cluster ? cluster.units() : 1;
    return new CapacityBlock(unit, units, Prices.of(unit), Optional.empty(), Optional.empty());
  }

  /** This many machines. */
  public CapacityBlock machines(int count) {
    return new CapacityBlock(machine, count, prices, region, start);
  }

  /**
   * At a price for one machine and hour that you know.
   *
   * @throws IllegalArgumentException if it is not above $0, or above $1,000,000
   */
  public CapacityBlock at(Dollars perHour) {
    return new CapacityBlock(machine, machines, List.of(Price.given(perHour)), region, start);
  }

  /**
   * In one region, such as {@code us-east-2}.
   *
   * @throws IllegalArgumentException if the price page lists others for the machine; the message
   *     names them
   */
  public CapacityBlock in(String code) {
    return new CapacityBlock(
        machine, machines, prices, Optional.of(Regions.checked(machine, code)), start);
  }

  /**
   * From a day on, so that tables say when blocks end.
   *
   * @param first day of the block, such as {@code 2026-12-01}
   * @param bought day of the purchase
   * @throws IllegalArgumentException if one is no date, or if the block would begin before it is
   *     bought or later than AWS sells ahead
   */
  public CapacityBlock starting(String first, String bought) {
    LocalDate day = BlockRules.startChecked(date(first), date(bought));
    return new CapacityBlock(machine, machines, prices, region, Optional.of(day));
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\"%s\" is no date; write it like 2026-12-01".formatted(text), e);
    }
  }

  /**
   * A block of this many days.
   *
   * @throws IllegalArgumentException if AWS sells none of that length; the message names the
   *     nearest
   */
  public BlockCost days(int days) {
    return new BlockCost(this, List.of(List.of(BlockRules.checked(days))), false);
  }

  /**
   * The single block, and the row of blocks with the fewest paid days, for a run this long.
   *
   * @throws IllegalArgumentException if the run takes no time, or more than a hundred years
   */
  public BlockCost runtime(Seconds run) {
    int days = BlockRules.daysOf(run);
    List<Integer> row = BlockRules.inARow(days);
    if (row.size() == 1 || !BlockRules.fitsOne(days)) {
      return new BlockCost(this, List.of(row), false);
    }
    return new BlockCost(this, List.of(List.of(BlockRules.atLeast(days)), row), false);
  }

  /**
   * The number of machines whose run meets the deadline for the least money.
   *
   * @param runtime how long the run takes on a number of machines
   * @param deadline the longest that it may take, whole days paid
   * @param numbers the numbers of machines to choose from
   * @throws IllegalArgumentException if none meets the deadline, or there is none; the message says
   *     how long the quickest takes
   */
  public BlockCost cheapest(IntFunction<Seconds> runtime, Seconds deadline, int... numbers) {
    if (numbers.length == 0) {
      throw new IllegalArgumentException(
          "cheapest(...) needs the numbers of machines to choose from, such as 1, 2, 4, 8");
    }
    BlockCost best = null;
    Seconds quickest = null;
    for (int number : numbers) {
      CapacityBlock some = machines(number);
      Seconds run = runtime.apply(number);
      quickest = quickest == null || run.compareTo(quickest) < 0 ? run : quickest;
      if (run.compareTo(deadline) <= 0) {
        BlockCost cost = some.runtime(run);
        boolean better = best == null || cost.least().compareTo(best.least()) < 0;
        best = better ? cost : best;
      }
    }
    if (best == null) {
      throw new IllegalArgumentException(
          "no number of machines meets a deadline of %s; the quickest run takes %s"
              .formatted(deadline, quickest));
    }
    return best;
  }

  @Override
  public String toString() {
    return "%d x %s%s, %s"
        .formatted(machines, machine.name(), region.map(code -> " in " + code).orElse(""), prices);
  }
}
