package dev.trn3.hardware;

import dev.trn3.view.Svg;

/** Servers of a torus as grids; the ring between them as a line. */
final class TorusDiagram {

  private static final int STEP = 34;
  private static final int LEFT = 30;
  private static final int TOP = 84;

  private final Machine machine;
  private final Torus torus;
  private final int across;
  private final int down;

  TorusDiagram(Machine machine, Torus torus) {
    this.machine = machine;
    this.torus = torus;
    this.across = torus.rings().get(0).length();
    this.down = torus.rings().size() > 1 ? torus.rings().get(1).length() : 1;
  }

  String draw() {
    int planes = torus.chips() / (across * down);
    int planeWidth = across * STEP + 40;
    int width = Math.max(560, 2 * LEFT + planes * planeWidth);
    Svg svg = new Svg(width, TOP + down * STEP + 130, machine.toString());
    svg.words(LEFT, 24, 16, "start", machine.name());
    svg.words(
        LEFT,
        44,
        12,
        "start",
        "%d %s chips, %s".formatted(machine.chips(), machine.chip().name(), torus.describe()));
    for (int plane = 0; plane < planes; plane++) {
      plane(svg, LEFT + plane * (double) planeWidth, plane + 1);
    }
    double ring = TOP + down * STEP + 12;
    if (planes > 1) {
      double first = LEFT + across * STEP / 2.0;
      double last = first + (planes - 1.0) * planeWidth;
      svg.line(first, ring, last, ring, Svg.NETWORK, 3);
      svg.line(first, ring + 14, last, ring + 14, Svg.NETWORK, 1.5);
      svg.line(first, ring, first, ring + 14, Svg.NETWORK, 1.5);
      svg.line(last, ring, last, ring + 14, Svg.NETWORK, 1.5);
    }
    legend(svg, ring + 44);
    return svg.toString();
  }

  private void plane(Svg svg, double x, int number) {
    if (machine instanceof UltraServer) {
      svg.words(x, TOP - 14, 12, "start", "server " + number);
    }
    for (int row = 0; row < down; row++) {
      for (int column = 0; column < across; column++) {
        double cx = x + 12 + column * (double) STEP;
        double cy = TOP + 12 + row * (double) STEP;
        link(svg, cx, cy, cx + STEP, cy, column == across - 1);
        if (torus.rings().size() > 1) {
          link(svg, cx, cy, cx, cy + STEP, row == down - 1);
        }
        svg.box(cx - 8, cy - 8, 16, 16, Svg.CHIP, "none");
      }
    }
  }

  /** A link to the next chip, or a stub for the one that joins the ends of a ring. */
  private static void link(Svg svg, double x1, double y1, double x2, double y2, boolean end) {
    double reach = end ? 0.45 : 1;
    double x = x1 + (x2 - x1) * reach;
    double y = y1 + (y2 - y1) * reach;
    svg.line(x1, y1, x, y, Svg.SWITCH, 2);
    if (end) {
      svg.dot(x, y, 2.5, Svg.SWITCH);
    }
  }

  private void legend(Svg svg, double top) {
    svg.words(LEFT, top, 12, "start", "A dot is a link that joins the end of a ring to its start.");
    double y = top;
    for (int i = 0; i < torus.rings().size(); i++) {
      y += 18;
      Torus.Ring ring = torus.rings().get(i);
      svg.box(LEFT, y - 9, 10, 10, i < 2 ? Svg.SWITCH : Svg.NETWORK, "none");
      svg.words(
          LEFT + 16,
          y,
          12,
          "start",
          "rings of %d, %s each way per link (%s)"
              .formatted(
                  ring.length(), ring.linkEachWay().value(), ring.linkEachWay().certainty()));
    }
  }
}
