package dev.trn3.notebook.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.magic.Spelling;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a cell promises: how closely its outputs are compared, and how long it may take.
 *
 * <p>Said in the metadata of the cell, or of the notebook for all its cells:
 *
 * <pre>{@code
 * "trn3": {"tolerance": "1%", "timeout": "2min", "ignore": ["stdout"],
 *          "mask": ["duration", "/run-[0-9]+/"]}
 * }</pre>
 *
 * <p>Tags that other tools use mean the same here: {@code raises-exception}, {@code
 * skip-execution}, {@code nbval-skip}, {@code nbval-ignore-output}, {@code nbval-check-output}
 * (compares {@code stderr} as well) and {@code nbval-raises-exception}.
 *
 * @param tolerance for numbers
 * @param timeout empty for that of the run
 * @param ignored {@code stdout}, {@code stderr}, {@code outputs} for all, or MIME types
 * @param masks what is left out of texts
 * @param patterns more of that, as regular expressions
 * @param runs false for a cell that is not run at all
 */
public record Expectation(
    Tolerance tolerance,
    Optional<Duration> timeout,
    Set<String> ignored,
    Set<Mask> masks,
    List<String> patterns,
    boolean runs) {

  /** Everything compared, except {@code stderr}, which holds warnings of the machine. */
  public static final Expectation STRICT =
      new Expectation(
          Tolerance.DETERMINISTIC,
          Optional.empty(),
          Set.of("stderr"),
          Mask.DEFAULTS,
          List.of(),
          true);

  private static final String NAMESPACE = "trn3";
  private static final int SLIPS = 2; // Letters that may be wrong in that.
  private static final List<String> KEYS = List.of("tolerance", "timeout", "ignore", "mask");
  private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(ms|s|min|h)");
  private static final Map<String, Double> SECONDS =
      Map.of("ms", 0.001, "s", 1.0, "min", 60.0, "h", 3600.0);

  public Expectation {
    ignored = Set.copyOf(ignored);
    masks = Set.copyOf(masks);
    patterns = List.copyOf(patterns);
  }

  /**
   * The promise of a cell.
   *
   * @throws IllegalArgumentException where a key, tag or value is not known: a slip of the pen must
   *     not switch a check off
   */
  public static Expectation of(Notebook notebook, Cell cell) {
    Expectation common = STRICT.withAllOf(notebook.metadata(), "metadata of the notebook");
    return common.withAllOf(cell.metadata(), "metadata of cell " + cell.id()).with(cell);
  }

  /**
   * Other names are of other programs, unless one is a slip of the pen and its value one of ours.
   */
  private Expectation withAllOf(ObjectNode metadata, String where) {
    for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
      String name = entry.getKey().toLowerCase(Locale.ROOT);
      boolean holdsOurs = KEYS.stream().anyMatch(entry.getValue()::has);
      boolean isNear = Spelling.distance(NAMESPACE, name) <= SLIPS;
      if (isNear && holdsOurs && !entry.getKey().equals(NAMESPACE)) {
        throw new IllegalArgumentException(
            "%s: \"%s\" is unknown; did you mean \"%s\"?"
                .formatted(where, entry.getKey(), NAMESPACE));
      }
    }
    return with(metadata.path(NAMESPACE), where);
  }

  /** This promise with nothing compared: the cell only has to run. */
  public Expectation toRun() {
    return new Expectation(
        tolerance, timeout, union(ignored, Set.of("outputs")), masks, patterns, runs);
  }

  private Expectation with(Cell cell) {
    JsonNode tags = cell.metadata().path("tags");
    if (!tags.isMissingNode() && !tags.isArray()) {
      throw new IllegalArgumentException(
          "cell %s: \"tags\" is %s, not a list such as [\"nbval-skip\"]"
              .formatted(cell.id(), tags));
    }
    Tags.requireKnown(cell);
    Set<String> ignore = new LinkedHashSet<>(ignored);
    if (cell.tags().contains("nbval-check-output")) {
      ignore.remove("stderr");
    }
    if (cell.tags().contains("nbval-ignore-output")) {
      ignore.add("outputs");
    }
    boolean skipped = cell.tags().contains("nbval-skip") || cell.tags().contains("skip-execution");
    return new Expectation(tolerance, timeout, ignore, masks, patterns, !skipped);
  }

  private Expectation with(JsonNode directives, String where) {
    if (directives.isMissingNode()) {
      return this;
    }
    if (!directives.isObject()) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is %s, not an object such as {\"tolerance\": \"1%%\"}"
              .formatted(where, NAMESPACE, directives));
    }
    Expectation result = this;
    for (Map.Entry<String, JsonNode> entry : directives.properties()) {
      try {
        result = result.with(entry.getKey(), entry.getValue());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s, \"%s\": %s".formatted(where, NAMESPACE, e.getMessage()), e);
      }
    }
    return result;
  }

  private Expectation with(String key, JsonNode value) {
    return switch (key) {
      case "tolerance" ->
          new Expectation(Tolerance.parse(value.asText()), timeout, ignored, masks, patterns, runs);
      case "timeout" ->
          new Expectation(tolerance, Optional.of(duration(value)), ignored, masks, patterns, runs);
      case "ignore" ->
          new Expectation(
              tolerance, timeout, union(ignored, ignored(value)), masks, patterns, runs);
      case "mask" ->
          new Expectation(tolerance, timeout, ignored, masks(value), patterns(value), runs);
      default ->
          throw new IllegalArgumentException(
              "\"%s\" is unknown; use %s".formatted(key, String.join(", ", KEYS)));
    };
  }

  private static Duration duration(JsonNode value) {
    Matcher time = TIME.matcher(value.asText());
    if (!time.matches()) {
      throw new IllegalArgumentException(
          "timeout " + value + " is no time; write \"30s\" or \"2min\"");
    }
    double seconds = Double.parseDouble(time.group(1)) * SECONDS.get(time.group(2));
    return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
  }

  private static Set<String> ignored(JsonNode value) {
    Set<String> ignored = new LinkedHashSet<>();
    for (String name : texts("ignore", value)) {
      if (!List.of("stdout", "stderr", "outputs").contains(name) && !name.contains("/")) {
        throw new IllegalArgumentException(
            "ignore \"" + name + "\" is unknown; use stdout, stderr, outputs or a MIME type");
      }
      ignored.add(name);
    }
    return ignored;
  }

  private Set<Mask> masks(JsonNode value) {
    List<String> names = texts("mask", value);
    Set<Mask> chosen = EnumSet.noneOf(Mask.class);
    if (!names.contains("none")) {
      chosen.addAll(masks);
    }
    names.stream()
        .filter(name -> !name.equals("none") && !isPattern(name))
        .map(Mask::named)
        .forEach(chosen::add);
    return chosen;
  }

  private static boolean isPattern(String name) {
    return name.length() > 2 && name.startsWith("/") && name.endsWith("/");
  }

  private List<String> patterns(JsonNode value) {
    List<String> names = texts("mask", value);
    List<String> chosen = new ArrayList<>();
    if (!names.contains("none")) {
      chosen.addAll(patterns);
    }
    for (String name : names) {
      if (isPattern(name)) {
        String pattern = name.substring(1, name.length() - 1);
        requireRegular(pattern);
        chosen.add(pattern);
      }
    }
    return chosen;
  }

  private static void requireRegular(String pattern) {
    try {
      Pattern unused = Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "mask \"/%s/\" is no regular expression: %s near character %d"
              .formatted(pattern, e.getDescription(), e.getIndex() + 1),
          e);
    }
  }

  private static List<String> texts(String key, JsonNode value) {
    List<String> texts = new ArrayList<>();
    if (value.isTextual()) {
      texts.add(value.asText());
    } else if (value.isArray()) {
      value.forEach(one -> texts.add(one.asText()));
    } else {
      throw new IllegalArgumentException(key + " is " + value + ", not a list of texts");
    }
    return texts;
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return all;
  }

  /** The text without what is masked. */
  String masked(String text) {
    String masked = text;
    for (String pattern : patterns) {
      masked = masked.replaceAll(pattern, "<masked>");
    }
    return Mask.apply(masks, masked);
  }

  /** Whether this is left out of the comparison. */
  boolean ignores(String what) {
    return ignored.contains("outputs") || ignored.contains(what);
  }
}
