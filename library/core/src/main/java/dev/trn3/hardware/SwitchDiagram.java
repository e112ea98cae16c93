package dev.trn3.hardware;

import dev.trn3.view.Svg;
import java.util.List;

/** Racks of sleds of chips beside their switches. */
final class SwitchDiagram {

  private static final int RACK_TOP = 60;
  private static final int LEFT = 20;
  private static final int CELL = 13;
  private static final int COLUMNS = 8;
  private static final int SHORTEST_RACK = 190;

  private final Machine machine;
  private final SwitchTiers switches;
  private final int serverChips;
  private final int sleds;
  private final int sledHeight;
  private final int rackWidth;

  SwitchDiagram(Machine machine, SwitchTiers switches) {
    this.machine = machine;
    this.switches = switches;
    this.serverChips =
        machine instanceof UltraServer ultra ? ultra.server().chips() : machine.chips();
    int chips = serverChips;
    int rack = rackChips();
    this.sleds = (rack + chips - 1) / chips;
    int needed = 8 + CELL * ((chips + COLUMNS - 1) / COLUMNS) + 2;
    this.sledHeight = Math.max(needed, (SHORTEST_RACK + sleds - 1) / sleds);
    this.rackWidth = 30 + CELL * Math.min(chips, COLUMNS) + 110;
  }

  /** Chips behind the widest switches but the last: a rack where there are three tiers. */
  private int rackChips() {
    List<SwitchTiers.Tier> tiers = switches.tiers();
    return tiers.size() < 3 ? machine.chips() : tiers.get(tiers.size() - 2).reach();
  }

  String draw() {
    int racks = (machine.chips() + rackChips() - 1) / rackChips();
    int gap = 130;
    int rackHeight = sleds * sledHeight + 20;
    int notes = switches.tiers().size() + 3;
    int width = Math.max(560, 2 * LEFT + racks * rackWidth + (racks - 1) * gap);
    Svg svg = new Svg(width, RACK_TOP + rackHeight + 20 + notes * 18, machine.toString());
    svg.words(LEFT, 24, 16, "start", machine.name());
    svg.words(
        LEFT,
        44,
        12,
        "start",
        machine instanceof UltraServer
            ? "%d %s chips in %d servers of %d"
                .formatted(
                    machine.chips(),
                    machine.chip().name(),
                    machine.chips() / serverChips,
                    serverChips)
            : "%d %s chip%s"
                .formatted(
                    machine.chips(), machine.chip().name(), machine.chips() == 1 ? "" : "s"));
    for (int rack = 0; rack < racks; rack++) {
      double x = LEFT + rack * (double) (rackWidth + gap);
      rack(svg, rack, x, rackHeight);
      if (rack > 0) {
        crossing(svg, x - gap, x, RACK_TOP + rackHeight / 2.0);
      }
    }
    legend(svg, RACK_TOP + rackHeight + 26);
    return svg.toString();
  }

  private void rack(Svg svg, int rack, double x, int height) {
    svg.box(x, RACK_TOP, rackWidth, height, "#F7F7F7", Svg.FRAME);
    double bar = x + rackWidth - 46;
    svg.box(bar, RACK_TOP + 10, 34, height - 20, "#FBE3B0", Svg.SWITCH);
    svg.upright(
        bar + 22, RACK_TOP + height / 2.0, 12, switches.name() + (several() ? ", rack tier" : ""));
    int chips = serverChips;
    int inRack = Math.min(rackChips(), machine.chips() - rack * rackChips());
    for (int sled = 0; sled < inRack / chips; sled++) {
      sled(svg, x + 10, RACK_TOP + 10 + sled * (double) sledHeight, bar, sled + 1);
    }
  }

  private boolean several() {
    return switches.tiers().size() > 1;
  }

  private void sled(Svg svg, double x, double y, double bar, int number) {
    int chips = serverChips;
    int columns = Math.min(chips, COLUMNS);
    double w = 26 + columns * (double) CELL;
    double h = sledHeight - 4;
    svg.box(x, y, w, h, "white", Svg.FRAME);
    boolean numbered = machine instanceof UltraServer;
    if (numbered) {
      svg.words(x + 17, y + h / 2 + 4, 10, "end", Integer.toString(number));
    }
    int rows = (chips + columns - 1) / columns;
    double top = numbered ? 3 : (h - rows * CELL) / 2;
    for (int chip = 0; chip < chips; chip++) {
      double cx = x + 22 + chip % columns * (double) CELL;
      double cy = y + top + chip / columns * CELL;
      svg.box(cx, cy, CELL - 3, CELL - 3, Svg.CHIP, "none");
    }
    svg.line(x + w, y + h / 2, bar, y + h / 2, Svg.SWITCH, 2);
  }

  private void crossing(Svg svg, double from, double to, double y) {
    for (int i = -2; i <= 2; i++) {
      svg.line(from, y + i * 8, to, y + i * 8, Svg.CROSSING, 1.5);
    }
    SwitchTiers.Tier last = switches.tiers().get(switches.tiers().size() - 1);
    svg.words((from + to) / 2, y - 26, 11, "middle", last.name());
    svg.words((from + to) / 2, y + 34, 11, "middle", last.eachWay().value() + " each way");
    svg.words((from + to) / 2, y + 48, 11, "middle", "per chip");
  }

  private void legend(Svg svg, double top) {
    double y = top;
    svg.box(LEFT, y - 9, 10, 10, Svg.CHIP, "none");
    svg.words(LEFT + 16, y, 12, "start", machine.chip().toString());
    for (SwitchTiers.Tier tier : switches.tiers()) {
      y += 18;
      boolean crosses = several() && tier.reach() > rackChips();
      svg.box(LEFT, y - 9, 10, 10, crosses ? Svg.CROSSING : Svg.SWITCH, "none");
      svg.words(
          LEFT + 16,
          y,
          12,
          "start",
          "%s: %d chips, %s each way per chip (%s), switch hops: %s"
              .formatted(
                  tier.name(),
                  tier.reach(),
                  tier.eachWay().value(),
                  tier.eachWay().certainty(),
                  tier.hops().value()));
    }
    if (machine.scaleOut().isPresent()) {
      y += 18;
      ScaleOut out = machine.scaleOut().get();
      svg.box(LEFT, y - 9, 10, 10, Svg.NETWORK, "none");
      svg.words(
          LEFT + 16,
          y,
          12,
          "start",
          "%s to other %s: %s each way per chip (%s)"
              .formatted(
                  out.name(),
                  machine instanceof UltraServer ? "UltraServers" : "machines",
                  out.perChip().value(),
                  out.perChip().certainty()));
    }
  }
}
