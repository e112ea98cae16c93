package dev.trn3.kernel.magic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Samples of stacks as a chart: callers above those they call, as wide as the samples they have.
 */
final class Flame {

  private static final int WIDTH = 900;
  private static final int ROW = 18;
  private static final double NARROWEST = 2;
  private static final int DEEPEST = 32;
  private static final double LETTER = 6.6;

  private final Node root = new Node("all");
  private final Map<String, int[]> methods = new HashMap<>();
  private final double millis;
  private boolean cut;

  /** A method called from those above it. */
  private static final class Node {
    final String name;
    final Map<String, Node> callees = new LinkedHashMap<>();
    int samples;
    boolean callsItself;

    Node(String name) {
      this.name = name;
    }
  }

  /**
   * Reads samples.
   *
   * @param text the milliseconds between two, then lines of a count, a blank and methods from the
   *     outermost to the innermost, separated by semicolons
   */
  Flame(String text) {
    String[] lines = text.split("\n");
    millis = Double.parseDouble(lines[0]);
    for (int i = 1; i < lines.length; i++) {
      int blank = lines[i].indexOf(' ');
      add(Integer.parseInt(lines[i].substring(0, blank)), lines[i].substring(blank + 1).split(";"));
    }
  }

  private void add(int count, String[] stack) {
    Node at = root;
    at.samples += count;
    Set<String> seen = new HashSet<>();
    for (String method : stack) {
      if (method.equals(at.name)) {
        at.callsItself = true; // However deep, it is one box.
        continue;
      }
      at = at.callees.computeIfAbsent(method, Node::new);
      at.samples += count;
      if (seen.add(method)) { // One that calls itself counts once.
        methods.computeIfAbsent(method, key -> new int[2])[1] += count;
      }
    }
    methods.get(at.name)[0] += count;
  }

  int samples() {
    return root.samples;
  }

  double millis() {
    return millis;
  }

  /** A method, and its samples: those in its own code and those in what it calls, too. */
  record Method(String name, int own, int whole) {}

  /** Those with the most samples of their own. */
  List<Method> top(int most) {
    List<Method> all = new ArrayList<>();
    methods.forEach((name, counts) -> all.add(new Method(name, counts[0], counts[1])));
    return all.stream()
        .filter(each -> each.own() > 0)
        .sorted(
            java.util.Comparator.comparingInt(Method::own).reversed().thenComparing(Method::name))
        .limit(most)
        .toList();
  }

  /** The chart. What a method calls that calls it again and again is cut off, and this is said. */
  String svg() {
    StringBuilder boxes = new StringBuilder();
    int rows = draw(root, 0, 0, boxes);
    if (cut) {
      boxes.append(
          "<text x=\"4\" y=\"%d\" fill=\"currentColor\">calls deeper than %d are left out</text>"
              .formatted(rows * ROW + 13, DEEPEST));
    }
    int height = (rows + 1) * ROW;
    return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"100%%\""
                + " style=\"max-width:%dpx;font:11px monospace\" role=\"img\""
                + " aria-label=\"Flame chart of %d samples\">")
            .formatted(WIDTH, height, WIDTH, samples())
        + boxes
        + "</svg>";
  }

  /** Draws what is called by a method; gives the deepest row. */
  private int draw(Node node, double left, int depth, StringBuilder into) {
    int deepest = depth;
    double x = left;
    for (Node callee : node.callees.values()) {
      double width = WIDTH * (double) callee.samples / samples();
      cut |= depth == DEEPEST;
      if (width >= NARROWEST && depth < DEEPEST) {
        box(callee, x, depth, width, into);
        deepest = Math.max(deepest, draw(callee, x, depth + 1, into));
      }
      x += width;
    }
    return deepest;
  }

  private void box(Node node, double x, int depth, double width, StringBuilder into) {
    int letters = (int) ((width - 6) / LETTER);
    String name =
        node.name.length() <= letters
            ? node.name
            : letters > 3 ? node.name.substring(0, letters - 1) + "…" : "";
    into.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s%s: %d samples, %.1f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\""
                + " height=\"%d\" rx=\"2\" fill=\"hsl(%d,70%%,72%%)\"/>"
                + "<text x=\"%.1f\" y=\"%d\" fill=\"#222\">%s</text></g>",
            escaped(node.name),
            node.callsItself ? ", which calls itself" : "",
            node.samples,
            100.0 * node.samples / samples(),
            x,
            depth * ROW,
            Math.max(1, width - 1),
            ROW - 1,
            15 + Math.floorMod(node.name.hashCode(), 40),
            x + 4,
            depth * ROW + 13,
            escaped(name)));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
