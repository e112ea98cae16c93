package dev.trn3.procurement;

import static dev.trn3.provenance.Facts.fact;

import dev.trn3.units.Seconds;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What AWS lets one buy as a Capacity Block (EC2 User Guide, capacity-blocks). */
final class BlockRules {

  private static final int DAILY = days("longest-daily");
  private static final int LONGEST = days("longest");
  private static final int STEP = days("step");

  /** A hundred years: no plan, but an error of units or far too few machines. */
  private static final int LONGEST_RUN = 36_500;

  private BlockRules() {}

  private static int days(String id) {
    return (int) Math.round(fact("capacity-block/" + id).seconds().value().days());
  }

  /** Most instances of one block. */
  static int mostInstances() {
    return fact("capacity-block/instances").ratio().value().whole();
  }

  /** Most instances of all blocks together. */
  static int mostInAll() {
    return fact("capacity-block/instances-in-all").ratio().value().whole();
  }

  static LocalDate startChecked(LocalDate start, LocalDate bought) {
    int ahead = days("start-ahead");
    if (start.isBefore(bought) || start.isAfter(bought.plusDays(ahead))) {
      throw new IllegalArgumentException(
          "a block bought on %s starts between that day and %s, not on %s"
              .formatted(bought, bought.plusDays(ahead), start));
    }
    return start;
  }

  /** Refuses extensions that are not sold. */
  static int extensionChecked(int days, int extension) {
    checked(extension);
    if (days + extension > LONGEST) {
      throw new IllegalArgumentException(
          "%d days extended by %d are %d; a block and its extensions have at most %d. Use runtime(...), which takes several blocks"
              .formatted(days, extension, days + extension, LONGEST));
    }
    return extension;
  }

  /** Whole days that a run takes. */
  static int daysOf(Seconds run) {
    double days = Math.ceil(run.days() - 1e-9);
    if (run.si() == 0) {
      throw new IllegalArgumentException(
          "a run of 0 s needs no block; say how long it takes, such as runtime(days(12))");
    }
    if (days > LONGEST_RUN) {
      throw new IllegalArgumentException(
          "a run of %s would take blocks for more than a hundred years; take more machines, or look at the unit"
              .formatted(run));
    }
    return (int) Math.max(1, days);
  }

  static boolean sold(int days) {
    return days >= 1 && (days <= DAILY || (days % STEP == 0 && days <= LONGEST));
  }

  /** Refuses lengths that are not sold; names the nearest that are. */
  static int checked(int days) {
    if (sold(days)) {
      return days;
    }
    if (days > LONGEST) {
      throw new IllegalArgumentException(
          "a block of %d days is longer than %d; use runtime(...), which takes several in a row"
              .formatted(days, LONGEST));
    }
    if (days < 1) {
      throw new IllegalArgumentException("a block has at least 1 day, not " + days);
    }
    int below = Math.max(DAILY, days / STEP * STEP);
    throw new IllegalArgumentException(
        "no block of %d days is sold: up to %d days any number, then whole weeks up to %d; use %d or %d"
            .formatted(days, DAILY, LONGEST, below, (days / STEP + 1) * STEP));
  }

  /** The shortest single block of at least this many days; fails beyond the longest. */
  static int atLeast(int days) {
    int longer = days;
    while (!sold(longer)) {
      longer++;
      if (longer > LONGEST) {
        throw new IllegalArgumentException("no single block of %d days is sold".formatted(days));
      }
    }
    return longer;
  }

  static boolean fitsOne(int days) {
    return days <= LONGEST;
  }

  /** The fewest blocks in a row of exactly this many days in all, longest first. */
  static List<Integer> inARow(int days) {
    List<Integer> blocks = new ArrayList<>();
    int left = days;
    while (left > 0) {
      int next = left;
      while (!sold(next)) {
        next = next > LONGEST ? LONGEST : next - 1;
      }
      blocks.add(next);
      left -= next;
    }
    return blocks;
  }
}
