package dev.trn3.network;

import static dev.trn3.view.Sheet.column;

import dev.trn3.provenance.Certainty;
import dev.trn3.units.Bandwidth;
import dev.trn3.units.Ratio;
import dev.trn3.units.Seconds;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.Comparator;
import java.util.List;

/**
 * What a collective costs and where the time goes.
 *
 * @param placed what was asked
 * @param fabric on what
 * @param time from start to end
 * @param parts where the time goes, from the nearest chips outwards
 */
public record CollectiveCost(Placed placed, Fabric fabric, Seconds time, List<Part> parts)
    implements Tabular {

  /**
   * One level.
   *
   * @param level where
   * @param how the algorithm
   * @param members how many it joins
   * @param waiting for steps
   * @param moving bytes
   */
  public record Part(String level, String how, int members, Seconds waiting, Seconds moving) {}

  /** Copies the parts. */
  public CollectiveCost {
    parts = List.copyOf(parts);
  }

  static CollectiveCost of(Placed placed, Fabric fabric, Communicator group) {
    Trace trace = new Trace();
    double seconds = placed.collective().seconds(group.tracing(trace));
    return new CollectiveCost(placed, fabric, new Seconds(seconds), trace.parts());
  }

  /** Bytes of the buffer per second, times what the pattern must put on the wire for each. */
  public Bandwidth busBandwidth() {
    double factor = placed.collective().busFactor(placed.ranks());
    return new Bandwidth(placed.collective().size().si() * factor / time.si());
  }

  /** The time if payload took the whole link rate and starting took no time. */
  public Seconds least() {
    return on(1, 0);
  }

  /**
   * The time if payload reached half of the share of the link rate that is assumed, and starting
   * took twice as long. Fits of whole training and serving steps on Trainium gave shares of 0.46
   * and 0.52, about half of what is assumed of a collective alone.
   */
  public Seconds most() {
    return on(fabric.efficiency().si() / 2, 2 * fabric.start().si());
  }

  private Seconds on(double efficiency, double start) {
    Fabric other =
        fabric
            .withEfficiency(
                fabric.efficiency().derived("end of a range", any -> new Ratio(efficiency)))
            .withStart(fabric.start().derived("end of a range", any -> new Seconds(start)));
    return placed.on(other).time();
  }

  /** The level and cause that takes the most time. */
  public String limit() {
    Part most =
        parts.stream()
            .max(Comparator.comparingDouble(p -> Math.max(p.waiting().si(), p.moving().si())))
            .orElseThrow();
    boolean moves = most.moving().si() >= most.waiting().si();
    double share = (moves ? most.moving().si() : most.waiting().si()) / time.si();
    return "%s of %s (%d %%)"
        .formatted(
            moves ? "bandwidth" : most.how().equals("start") ? "software" : "latency",
            most.level(),
            Math.round(100 * Math.min(1, share)));
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            title(),
            column("level"),
            column("how"),
            column("members"),
            column("waiting for steps", "µs"),
            column("moving bytes", "µs"),
            column("time", "µs"),
            column("time, low", "µs"),
            column("time, high", "µs"));
    for (Part part : parts) {
      sheet =
          sheet.row(
              part.level(),
              part.how(),
              part.members(),
              part.waiting().si() * 1e6,
              part.moving().si() * 1e6,
              null,
              null,
              null);
    }
    return sheet
        .row(
            "in all",
            "",
            placed.ranks(),
            null,
            null,
            time.si() * 1e6,
            least().si() * 1e6,
            most().si() * 1e6)
        .note(
            "%s in all, %s of bus bandwidth. Limited by %s."
                .formatted(time, busBandwidth(), limit()))
        .note(certaintyNote())
        .note(
            "Range: %s to %s, from payload at the whole link rate and no time to start to half of the %s that are assumed and twice the start; fits of whole steps on Trainium reach about half."
                .formatted(least(), most(), fabric.efficiency().value()));
  }

  private String certaintyNote() {
    Certainty worst = fabric.start().certainty().and(fabric.efficiency().certainty());
    return "A projection: payload is taken to reach %s of the link rate and a start to take %s (%s)."
        .formatted(fabric.efficiency().value(), fabric.start().value(), worst);
  }

  private String title() {
    return "%s of %s among %d on %s"
        .formatted(
            placed.collective().name(),
            placed.collective().size(),
            placed.ranks(),
            fabric.machine().name());
  }

  @Override
  public String toString() {
    return "%s: %s (%s to %s, a range of assumptions), limited by %s"
        .formatted(title(), time, least(), most(), limit());
  }
}
