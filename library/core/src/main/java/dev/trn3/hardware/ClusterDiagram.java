package dev.trn3.hardware;

import dev.trn3.view.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Machines of a cluster below the network that joins them; of many, the first and the last. */
final class ClusterDiagram {

  private static final int LEFT = 20;
  private static final int SPINE_TOP = 62;
  private static final int BAR = 28;
  private static final int WIRES = 34;
  private static final int COLUMNS = 9;
  private static final int CELL = 10;
  private static final int BOX = COLUMNS * CELL + 18;
  private static final int GAP = 14;
  private static final int DOTS = 30;
  private static final int MOST_LEAVES = 3;
  private static final int MOST_OF_A_LEAF = 3;
  private static final int MOST = 6;
  private static final int LEFT_OUT = -1;

  private final UltraCluster cluster;
  private final ScaleOut network;
  private final int parts;
  private final int boxHeight;
  private final int unitTop;

  ClusterDiagram(UltraCluster cluster) {
    this.cluster = cluster;
    this.network = cluster.unit().scaleOut().orElse(null);
    this.parts =
        cluster.unit() instanceof UltraServer ultra ? ultra.servers() : cluster.unit().chips();
    this.boxHeight = 26 + CELL * ((parts + COLUMNS - 1) / COLUMNS) + 6;
    this.unitTop = SPINE_TOP + BAR + WIRES + (cluster.spine().blocks() ? BAR + WIRES : 0);
  }

  String draw() {
    List<Integer> leaves =
        cluster.spine().blocks()
            ? shortened(cluster.spine().leaves(cluster.units()), MOST_LEAVES)
            : List.of(0);
    double width = LEFT;
    for (int leaf : leaves) {
      width += leaf == LEFT_OUT ? DOTS : width(shown(leaf)) + GAP;
    }
    width = Math.max(900, width + LEFT);
    Svg svg = new Svg((int) width, unitTop + boxHeight + 118, cluster.toString());
    svg.words(LEFT, 24, 16, "start", cluster.name());
    svg.words(
        LEFT,
        44,
        12,
        "start",
        "%s %s chips in %s machines of %d"
            .formatted(
                Words.count(cluster.chips()),
                cluster.chip().name(),
                Words.count(cluster.units()),
                cluster.unit().chips()));
    double x = LEFT;
    for (int leaf : leaves) {
      if (leaf == LEFT_OUT) {
        svg.words(x + DOTS / 2.0 - GAP / 2.0, unitTop + boxHeight / 2.0, 18, "middle", "…");
        x += DOTS;
      } else {
        x += leaf(svg, leaf, x) + GAP;
      }
    }
    if (network != null) {
      svg.box(LEFT, SPINE_TOP, x - GAP - LEFT, BAR, "#D5EFE6", Svg.NETWORK);
      svg.words((LEFT + x - GAP) / 2, SPINE_TOP + 18, 12, "middle", top());
    }
    legend(svg, unitTop + boxHeight + 26);
    return svg.toString();
  }

  private String top() {
    return cluster.spine().blocks() ? "spine" : network.name() + ", non-blocking";
  }

  /** Draws the machines below a leaf, or all of them, and returns how wide they are. */
  private double leaf(Svg svg, int leaf, double x) {
    List<Integer> machines = shown(leaf);
    double width = width(machines);
    double above = unitTop - WIRES;
    if (cluster.spine().blocks()) {
      svg.line(x + width / 2, SPINE_TOP + BAR, x + width / 2, above - BAR, Svg.CROSSING, 3);
      svg.box(x, above - BAR, width, BAR, "#D5EFE6", Svg.NETWORK);
      svg.words(x + width / 2, above - BAR + 18, 12, "middle", "leaf " + Words.count(leaf + 1));
    }
    double at = x;
    for (int machine : machines) {
      if (machine == LEFT_OUT) {
        svg.words(at + DOTS / 2.0 - GAP / 2.0, unitTop + boxHeight / 2.0, 18, "middle", "…");
        at += DOTS;
      } else {
        if (network != null) {
          svg.line(at + BOX / 2.0, above, at + BOX / 2.0, unitTop, Svg.NETWORK, 2);
        }
        machine(svg, machine, at);
        at += BOX + GAP;
      }
    }
    return width;
  }

  private void machine(Svg svg, int number, double x) {
    svg.box(x, unitTop, BOX, boxHeight, "#F7F7F7", Svg.FRAME);
    svg.words(x + BOX / 2.0, unitTop + 17, 12, "middle", Words.count(number + 1));
    for (int part = 0; part < parts; part++) {
      double cx = x + 9 + part % COLUMNS * (double) CELL;
      double cy = unitTop + 26.0 + part / COLUMNS * CELL;
      svg.box(cx, cy, CELL - 2, CELL - 2, Svg.CHIP, "none");
    }
  }

  private void legend(Svg svg, double top) {
    Machine unit = cluster.unit();
    double y = top;
    boolean sleds = unit instanceof UltraServer;
    svg.box(LEFT, y - 9, 10, 10, Svg.CHIP, "none");
    svg.words(
        LEFT + 16,
        y,
        12,
        "start",
        sleds
            ? "a server of %d chips; a box is a %s".formatted(unit.chips() / parts, unit.name())
            : "a chip; a box is a " + unit.name());
    y += 18;
    svg.box(LEFT, y - 9, 10, 10, Svg.SWITCH, "none");
    svg.words(LEFT + 16, y, 12, "start", "inside a box: " + unit.topology().describe());
    if (network != null) {
      y += 18;
      svg.box(LEFT, y - 9, 10, 10, Svg.NETWORK, "none");
      svg.words(
          LEFT + 16,
          y,
          12,
          "start",
          "%s: %s each way per chip (%s), %s a step"
              .formatted(
                  network.name(),
                  network.perChip().value(),
                  network.perChip().certainty(),
                  network.latency().value()));
    }
    if (cluster.spine().blocks()) {
      y += 18;
      svg.box(LEFT, y - 9, 10, 10, Svg.CROSSING, "none");
      svg.words(LEFT + 16, y, 12, "start", cluster.spine().toString());
    }
  }

  private List<Integer> shown(int leaf) {
    if (!cluster.spine().blocks()) {
      return shortened(cluster.units(), MOST);
    }
    List<Integer> below =
        IntStream.range(0, cluster.units())
            .filter(machine -> cluster.spine().leafOf(machine, cluster.units()) == leaf)
            .boxed()
            .toList();
    return shortened(below.size(), MOST_OF_A_LEAF).stream()
        .map(each -> each == LEFT_OUT ? LEFT_OUT : below.get(each))
        .toList();
  }

  private static double width(List<Integer> machines) {
    double width = -GAP;
    for (int machine : machines) {
      width += machine == LEFT_OUT ? DOTS : BOX + GAP;
    }
    return width;
  }

  /** The numbers from 0 on; where there are too many, the first, a mark and the last. */
  private static List<Integer> shortened(int count, int most) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < Math.min(count, count > most ? most - 1 : most); i++) {
      numbers.add(i);
    }
    if (count > most) {
      numbers.add(LEFT_OUT);
      numbers.add(count - 1);
    }
    return numbers;
  }
}
