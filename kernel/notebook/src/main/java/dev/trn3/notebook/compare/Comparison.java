package dev.trn3.notebook.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says whether a cell shows what it showed before, by meaning and not by bytes.
 *
 * <p>Streams are joined, however they were cut. A table or chart that comes with its data is
 * compared by that data, and its HTML, text and image, which are drawn from it, are not. Other
 * texts are compared by words and numbers, other images by their looks, exceptions by name and
 * message.
 */
public final class Comparison {

  private static final Set<String> BY_DATA = Set.of(TableComparison.MIME, PlotComparison.MIME);
  private static final String WIDGET = "application/vnd.jupyter.widget-view+json";

  private final Expectation expectation;
  private final Differences differences = new Differences();

  private Comparison(Expectation expectation) {
    this.expectation = expectation;
  }

  /**
   * What differs between the outputs stored and those got.
   *
   * @return one sentence for each difference; empty where both mean the same
   */
  public static List<String> differences(Cell stored, Cell got, Expectation expectation) {
    return differences(stored.outputs(), got.outputs(), expectation);
  }

  /** What differs between two lists of outputs. */
  public static List<String> differences(
      List<Output> stored, List<Output> got, Expectation expectation) {
    Comparison comparison = new Comparison(expectation);
    comparison.compare(comparison.relevant(stored), comparison.relevant(got));
    return comparison.differences.messages();
  }

  /** The outputs that count, with streams joined. */
  private List<Output> relevant(List<Output> outputs) {
    List<Output> relevant = new ArrayList<>();
    for (Output output : outputs) {
      boolean stream = output.kind() == Output.Kind.STREAM;
      if (expectation.ignores("outputs") || (stream && ignores(output))) {
        continue;
      }
      Output last = relevant.isEmpty() ? null : relevant.get(relevant.size() - 1);
      boolean continues =
          stream
              && last != null
              && last.kind() == Output.Kind.STREAM
              && last.streamName().equals(output.streamName());
      if (continues) {
        String joined = last.streamText() + output.streamText();
        relevant.set(relevant.size() - 1, Output.stream(output.streamName(), joined));
      } else {
        relevant.add(output);
      }
    }
    return relevant;
  }

  private boolean ignores(Output stream) {
    return expectation.ignores(stream.streamName()) || stream.streamText().isBlank();
  }

  private void compare(List<Output> stored, List<Output> got) {
    int most = Math.max(stored.size(), got.size());
    for (int i = 0; i < most; i++) {
      differences.in(most == 1 ? "" : "output " + (i + 1));
      if (i >= got.size()) {
        differences.add("missing: " + described(stored.get(i)));
      } else if (i >= stored.size()) {
        differences.add("not stored before: " + described(got.get(i)));
      } else {
        compare(stored.get(i), got.get(i));
      }
    }
  }

  private static String described(Output output) {
    return switch (output.kind()) {
      case STREAM ->
          "text on %s, \"%s\""
              .formatted(output.streamName(), output.streamText().lines().findFirst().orElse(""));
      case ERROR -> "the error " + output.errorName() + ": " + output.errorMessage();
      case DISPLAY, RESULT -> shown(output);
      case UNKNOWN -> "an output of type " + output.tree().path("output_type");
    };
  }

  private static String shown(Output output) {
    if (output.has(TableComparison.MIME)) {
      return "the table " + output.json(TableComparison.MIME).path("title");
    }
    if (output.has(PlotComparison.MIME)) {
      return "the chart " + output.json(PlotComparison.MIME).path("title");
    }
    return "a result of type " + String.join(", ", new TreeSet<>(output.mimeTypes()));
  }

  private void compare(Output stored, Output got) {
    boolean bothRich = isRich(stored) && isRich(got);
    if (!bothRich && stored.kind() != got.kind()) {
      differences.add("stored %s, got %s".formatted(described(stored), described(got)));
      return;
    }
    switch (stored.kind()) {
      case STREAM -> compareStreams(stored, got);
      case ERROR -> compareErrors(stored, got);
      case DISPLAY, RESULT -> compareRich(stored, got);
      case UNKNOWN ->
          new Values(expectation, differences).compareTrees("output", stored.tree(), got.tree());
    }
  }

  /** A display and the result of a cell look the same to a reader. */
  private static boolean isRich(Output output) {
    return output.kind() == Output.Kind.DISPLAY || output.kind() == Output.Kind.RESULT;
  }

  private void compareStreams(Output stored, Output got) {
    if (stored.streamName().equals(got.streamName())) {
      text(stored.streamText(), got.streamText());
    } else {
      differences.add(
          "stored text on %s, got text on %s".formatted(stored.streamName(), got.streamName()));
    }
  }

  private void compareErrors(Output stored, Output got) {
    if (!stored.errorName().equals(got.errorName())) {
      differences.add("stored the error %s, got %s".formatted(stored.errorName(), got.errorName()));
    }
    text(stored.errorMessage(), got.errorMessage());
  }

  private void compareRich(Output stored, Output got) {
    if (!sameTypes(stored, got)) {
      return;
    }
    for (String mime : stored.mimeTypes()) {
      if (BY_DATA.contains(mime)) {
        compareType(mime, stored, got);
        checkImage(got);
        return;
      }
    }
    for (String mime : stored.mimeTypes()) {
      if (!ignores(mime, stored) && !mime.equals(WIDGET)) {
        int before = differences.count();
        compareType(mime, stored, got);
        if (differences.count() > before && !mime.startsWith("application/")) {
          return; // The other types show the same; one is enough to say.
        }
      }
    }
  }

  private boolean sameTypes(Output stored, Output got) {
    Set<String> missing = new TreeSet<>(stored.mimeTypes());
    missing.removeAll(got.mimeTypes());
    missing.removeIf(mime -> ignores(mime, stored));
    if (!missing.isEmpty()) {
      differences.add("missing: its form " + String.join(", ", missing));
      return false;
    }
    Set<String> fresh = new TreeSet<>(got.mimeTypes());
    fresh.removeAll(stored.mimeTypes());
    fresh.removeIf(mime -> ignores(mime, got));
    if (!fresh.isEmpty()) {
      differences.add("not stored before: its form " + String.join(", ", fresh));
    }
    return true;
  }

  /** HTML beside a widget is its text once more: some front ends need it, and only they get it. */
  private boolean ignores(String mime, Output output) {
    return expectation.ignores(mime)
        || (mime.equals("text/html") && output.mimeTypes().contains(WIDGET));
  }

  private void compareType(String mime, Output stored, Output got) {
    if (expectation.ignores(mime)) {
      return;
    }
    JsonNode before = stored.json(mime);
    JsonNode after = got.json(mime);
    switch (mime) {
      case TableComparison.MIME ->
          new TableComparison(expectation, differences).compare(before, after);
      case PlotComparison.MIME ->
          new PlotComparison(expectation, differences).compare(before, after);
      case "image/png", "image/jpeg", "image/gif" ->
          ImageComparison.compare(stored.bytes(mime), got.bytes(mime)).ifPresent(differences::add);
      default -> {
        if (before.isObject() || (before.isArray() && mime.endsWith("json"))) {
          new Values(expectation, differences).compareTrees(mime, before, after);
        } else {
          text(stored.text(mime), got.text(mime));
        }
      }
    }
  }

  private void checkImage(Output got) {
    if (got.has("image/png") && !ImageComparison.isImage(got.bytes("image/png"))) {
      differences.add("its image/png cannot be decoded");
    }
  }

  private void text(String stored, String got) {
    new TextComparison(expectation, differences).compare(stored, got);
  }
}
