package dev.trn3.notebook.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares two texts line by line. Numbers agree within the tolerance; everything else, units and
 * layout included, must be the same. Blanks at the end of lines and empty lines at the end of the
 * text do not count.
 */
final class TextComparison {

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\w.])[-+\u2212]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:[eE][-+]?\\d+)?(?!\\d|\\.\\d)"
              + "|\\bNaN\\b|\\bnan\\b|[-+]?\\bInfinity\\b|[-+]?\u221e|(?<!\\w)[-+]?\\binf\\b");
  private static final Pattern UNIT = Pattern.compile("^ ?(%|[\\p{L}°$][\\p{L}/·²³]{0,11})");
  private static final Pattern LABEL =
      Pattern.compile("^\\s*(\\p{L}[\\p{L}\\d_/.()-]*(?: [\\p{L}(][\\p{L}\\d_/.()-]*)*)");
  private static final int LONGEST_QUOTE = 120;

  private final Expectation expectation;
  private final Differences differences;

  TextComparison(Expectation expectation, Differences differences) {
    this.expectation = expectation;
    this.differences = differences;
  }

  /** Adds what differs between the two texts. */
  void compare(String stored, String got) {
    List<String> before = lines(stored);
    List<String> after = lines(got);
    if (before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        compareLine(i + 1, before.get(i), after.get(i));
      }
      return;
    }
    int same = 0;
    int most = Math.min(before.size(), after.size());
    while (same < most && agree(before.get(same), after.get(same))) {
      same++;
    }
    String count =
        "stored %d %s, got %d"
            .formatted(before.size(), before.size() == 1 ? "line" : "lines", after.size());
    if (before.size() > after.size()) {
      differences.add(
          "%s; line %d is missing: %s".formatted(count, same + 1, quoted(before.get(same))));
    } else {
      differences.add("%s; line %d is new: %s".formatted(count, same + 1, quoted(after.get(same))));
    }
  }

  private boolean agree(String stored, String got) {
    Differences own = new Differences();
    new TextComparison(expectation, own).compareLine(1, stored, got);
    return own.isEmpty();
  }

  private List<String> lines(String text) {
    String masked = expectation.masked(text.replace("\r\n", "\n"));
    return Arrays.stream(masked.stripTrailing().split("\n", -1))
        .map(String::stripTrailing)
        .toList();
  }

  private void compareLine(int number, String stored, String got) {
    if (stored.equals(got)) {
      return;
    }
    List<Piece> before = pieces(stored);
    List<Piece> after = pieces(got);
    if (!sameLayout(before, after)) {
      differences.add("line %d: stored %s, got %s".formatted(number, quoted(stored), quoted(got)));
      return;
    }
    String label = label(stored);
    for (int i = 0; i < before.size(); i++) {
      double old = before.get(i).value;
      double now = after.get(i).value;
      if (before.get(i).isNumber && !expectation.tolerance().accepts(old, now)) {
        String unit = unit(before, i);
        differences.add(
            "line %d%s: stored %s%s, got %s%s%s"
                .formatted(
                    number,
                    label,
                    before.get(i).text,
                    unit,
                    after.get(i).text,
                    unit,
                    expectation.tolerance().judgement(old, now)));
      }
    }
  }

  private record Piece(String text, boolean isNumber, double value) {}

  private static List<Piece> pieces(String line) {
    List<Piece> pieces = new ArrayList<>();
    Matcher number = NUMBER.matcher(line);
    int from = 0;
    while (number.find()) {
      pieces.add(new Piece(line.substring(from, number.start()), false, 0));
      pieces.add(new Piece(number.group(), true, value(number.group())));
      from = number.end();
    }
    pieces.add(new Piece(line.substring(from), false, 0));
    return pieces;
  }

  private static double value(String digits) {
    String plain = digits.replace(",", "").replace('\u2212', '-');
    String magnitude = plain.replaceFirst("^[-+]", "");
    int sign = plain.startsWith("-") ? -1 : 1;
    return switch (magnitude) {
      case "NaN", "nan" -> Double.NaN;
      case "Infinity", "\u221e", "inf" -> sign * Double.POSITIVE_INFINITY;
      default -> sign * Double.parseDouble(magnitude);
    };
  }

  /** The same words in the same order; blanks beside a number may give way to its digits. */
  private static boolean sameLayout(List<Piece> before, List<Piece> after) {
    if (before.size() != after.size()) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      Piece old = before.get(i);
      Piece now = after.get(i);
      if (old.isNumber != now.isNumber
          || (!old.isNumber && !squeezed(old.text).equals(squeezed(now.text)))) {
        return false;
      }
      boolean unchangedNumbers =
          (i == 0 || before.get(i - 1).text.equals(after.get(i - 1).text))
              && (i + 1 == before.size() || before.get(i + 1).text.equals(after.get(i + 1).text));
      if (!old.isNumber && unchangedNumbers && !old.text.equals(now.text)) {
        return false;
      }
    }
    return true;
  }

  private static String squeezed(String text) {
    return text.replaceAll("[ \\t]+", " ");
  }

  private static String unit(List<Piece> pieces, int number) {
    Matcher unit = UNIT.matcher(pieces.get(number + 1).text);
    return unit.find() ? " " + unit.group(1) : "";
  }

  /** What a line is about, where it begins with words. */
  private static String label(String line) {
    Matcher words = LABEL.matcher(line);
    return words.find() ? " \"" + words.group(1) + "\"" : "";
  }

  private static String quoted(String line) {
    return "\""
        + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + " ..." : line)
        + "\"";
  }
}
