package dev.trn3.neuron;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Server;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.hardware.UltraServer;
import dev.trn3.procurement.CapacityBlock;
import dev.trn3.procurement.Prices;

/** Commands that find and buy Capacity Blocks. */
final class Capacity {

  private Capacity() {}

  static String script(HandOver job, int days) {
    Machine machine = job.machine();
    Machine unit = machine instanceof UltraCluster cluster ? cluster.unit() : machine;
    int units = machine instanceof UltraCluster cluster ? cluster.units() : 1;
    CapacityBlock.of(machine).days(days);
    String what =
        unit instanceof UltraServer
            ? "--ultraserver-type \"$TYPE\" --ultraserver-count " + units
            : "--instance-type \"$TYPE\" --instance-count " + units;
    return """
        #!/usr/bin/env bash
        # Finds and, after asking, buys a Capacity Block for ML: %d x %s for %d days.
        # A block is paid in advance and cannot be cancelled. It ends at 11:30 UTC.
        # %s
        set -euo pipefail

        : "${AWS_REGION:?set it to the region to buy in}"
        %s
        : "${START:?set it to the earliest start, such as 2026-12-01T00:00:00Z}"
        : "${END:?set it to the latest end, such as 2026-12-31T00:00:00Z}"

        aws ec2 describe-capacity-block-offerings \\
          %s \\
          --capacity-duration-hours %d \\
          --start-date-range "$START" \\
          --end-date-range "$END"

        read -r -p "Offering to buy (cb-...), or nothing to stop: " OFFERING
        [ -n "$OFFERING" ] || exit 0
        aws ec2 purchase-capacity-block \\
          --capacity-block-offering-id "$OFFERING" \\
          --instance-platform Linux/UNIX
        """
        .formatted(units, unit.name(), days, regions(unit), type(unit), what, days * 24);
  }

  /** Buys more days for a block that is scheduled or active. */
  static String extension(HandOver job, int days) {
    CapacityBlock.of(job.machine()).days(days);
    return """
        #!/usr/bin/env bash
        # Finds and, after asking, buys an extension of a Capacity Block for ML by %d days.
        # It can be bought from 56 days to 1 hour before the block ends, where capacity is left.
        # A block and its extensions have at most 182 days together.
        set -euo pipefail

        : "${AWS_REGION:?set it to the region of the block}"
        : "${RESERVATION:?set it to the id of the reservation to extend (cr-...)}"

        aws ec2 describe-capacity-block-extension-offerings \\
          --capacity-reservation-id "$RESERVATION" \\
          --capacity-block-extension-duration-hours %d

        read -r -p "Offering to buy (cb-...), or nothing to stop: " OFFERING
        [ -n "$OFFERING" ] || exit 0
        aws ec2 purchase-capacity-block-extension \\
          --capacity-block-extension-offering-id "$OFFERING" \\
          --capacity-reservation-id "$RESERVATION"
        """
        .formatted(days, days * 24);
  }

  private static String regions(Machine unit) {
    return Prices.regions(unit).isEmpty()
        ? "AWS lists no region for %s.".formatted(unit.name())
        : "AWS listed these regions on 2026-01-31: %s."
            .formatted(String.join(", ", Prices.regions(unit)));
  }

  private static String type(Machine unit) {
    if (unit instanceof Server server) {
      return "TYPE=\"%s\"".formatted(server.name());
    }
    return unit.name().equals("Trn2 UltraServer")
        ? "TYPE=\"u-trn2x64\" # from older documentation; check that it is still the name"
        : ": \"${TYPE:?AWS publishes no UltraServer type for %s; ask AWS and set it}\""
            .formatted(unit.name());
  }
}
