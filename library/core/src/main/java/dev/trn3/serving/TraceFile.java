package dev.trn3.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A file of recorded requests, read line by line; every complaint names the line. */
final class TraceFile {

  private static final int BLOCK = 512;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> TIME =
      Set.of("timestamp", "time", "arrival", "arrivaltime", "arrivedat", "seconds");
  private static final Set<String> INPUT =
      Set.of(
          "contexttokens",
          "inputtokens",
          "inputlength",
          "input",
          "prompttokens",
          "promptlength",
          "numprefilltokens",
          "requesttokens");
  private static final Set<String> OUTPUT =
      Set.of(
          "generatedtokens",
          "outputtokens",
          "outputlength",
          "output",
          "completiontokens",
          "numdecodetokens",
          "responsetokens");

  private final Path file;
  private final List<Double> times = new ArrayList<>();
  private final List<Integer> inputs = new ArrayList<>();
  private final List<Integer> outputs = new ArrayList<>();
  private final List<Prefix> prompts = new ArrayList<>();
  private final Map<Prefix, Map<Long, Prefix>> blocks = new HashMap<>();

  private TraceFile(Path file) {
    this.file = file;
  }

  static Trace read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new IllegalArgumentException(
          "there is no trace at " + file.toAbsolutePath().normalize(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("the trace " + file + " cannot be read as text", e);
    }
    if (!lines.isEmpty() && lines.get(0).startsWith("\uFEFF")) {
      // Spreadsheets begin a file with a mark of its encoding.
      lines.set(0, lines.get(0).substring(1));
    }
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isBlank()) {
      end--;
    }
    TraceFile trace = new TraceFile(file);
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".jsonl") || name.endsWith(".json")) {
      trace.jsonLines(lines.subList(0, end));
    } else {
      trace.csv(lines.subList(0, end));
    }
    return trace.trace();
  }

  private Trace trace() {
    if (times.isEmpty()) {
      throw new IllegalArgumentException(file + " has no request");
    }
    double first = times.get(0);
    return new Trace(
        file.getFileName().toString(),
        times.stream().mapToDouble(time -> time - first).toArray(),
        inputs.stream().mapToInt(Integer::intValue).toArray(),
        outputs.stream().mapToInt(Integer::intValue).toArray(),
        prompts.toArray(Prefix[]::new));
  }

  private void csv(List<String> lines) {
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(file + " is empty");
    }
    List<String> header = cells(lines.get(0));
    int time = column(header, TIME, "times", "timestamp");
    int input = column(header, INPUT, "input tokens", "input_tokens");
    int output = column(header, OUTPUT, "output tokens", "output_tokens");
    for (int i = 1; i < lines.size(); i++) {
      int line = i + 1;
      List<String> cells = cells(lines.get(i));
      if (cells.size() != header.size()) {
        throw wrong(
            line,
            lines.get(i).isBlank()
                ? "is empty"
                : "has %d values instead of %d%s"
                    .formatted(
                        cells.size(),
                        header.size(),
                        lines.get(i).contains("\"") ? "; commas inside quotes separate too" : ""));
      }
      add(
          line,
          seconds(line, cells.get(time)),
          tokens(line, "input tokens", cells.get(input)),
          tokens(line, "output tokens", cells.get(output)),
          Prefix.NONE);
    }
  }

  private int column(List<String> header, Set<String> names, String what, String usual) {
    int found = -1;
    for (int i = 0; i < header.size(); i++) {
      if (names.contains(header.get(i).toLowerCase(Locale.ROOT).replaceAll("[_ \\-]", ""))) {
        if (found >= 0) {
          throw wrong(
              1,
              "two columns of %s: %s and %s; rename one"
                  .formatted(what, header.get(found), header.get(i)));
        }
        found = i;
      }
    }
    if (found >= 0) {
      return found;
    }
    if (header.size() == 1 && header.get(0).matches(".*[;\t|].*")) {
      throw wrong(1, "%s has no commas; values of a CSV are separated by commas".formatted(header));
    }
    throw wrong(1, "no column of %s among %s; call one %s".formatted(what, header, usual));
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split(",", -1)) {
      cells.add(cell.strip().replaceAll("^\"|\"$", ""));
    }
    return cells;
  }

  /** A number of seconds, or a date and time; without an offset it is taken as UTC. */
  private double seconds(int line, String text) {
    if (text.isEmpty()) {
      throw wrong(line, "the time is empty");
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notSeconds) {
      String date = text.replaceFirst(" ", "T");
      try {
        OffsetDateTime at =
            date.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                ? OffsetDateTime.parse(date)
                : LocalDateTime.parse(date).atOffset(ZoneOffset.UTC);
        return at.toEpochSecond() + at.getNano() * 1e-9;
      } catch (DateTimeParseException neither) {
        throw wrong(
            line,
            "the time \"%s\" is neither seconds nor a date like 2023-11-16 18:15:46.68"
                .formatted(text));
      }
    }
  }

  private int tokens(int line, String what, String text) {
    if (text.isEmpty()) {
      throw wrong(line, what + " are empty");
    }
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw wrong(line, "%s are \"%s\", which is no number".formatted(what, text));
    }
    if (!(value >= 1) || value > Integer.MAX_VALUE || value != Math.rint(value)) {
      throw wrong(
          line, "%s are %s; a request has a whole number of at least 1".formatted(what, text));
    }
    return (int) value;
  }

  private void jsonLines(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      int line = i + 1;
      JsonNode request;
      try {
        request = JSON.readTree(lines.get(i));
      } catch (JsonProcessingException e) {
        throw wrong(line, "is not JSON: " + e.getOriginalMessage());
      }
      if (request == null || !request.isObject()) {
        throw wrong(line, lines.get(i).isBlank() ? "is empty" : "is no JSON object");
      }
      int input = tokens(line, "input_length", value(line, request, "input_length"));
      add(
          line,
          seconds(line, value(line, request, "timestamp")) / 1000,
          input,
          tokens(line, "output_length", value(line, request, "output_length")),
          prompt(request.path("hash_ids"), input));
    }
  }

  private String value(int line, JsonNode request, String field) {
    JsonNode value = request.path(field);
    if (value.isMissingNode() || value.isNull()) {
      throw wrong(line, "has no " + field);
    }
    return value.asText();
  }

  /** The node of a prompt made of blocks; blocks of the same number after the same ones are one. */
  private Prefix prompt(JsonNode ids, int input) {
    Prefix prompt = Prefix.NONE;
    for (JsonNode id : ids) {
      Prefix before = prompt;
      int rest = Math.min(BLOCK, input - before.tokens());
      if (rest < 1) {
        break;
      }
      // The last block is often shorter, so its size is part of its name.
      long key = id.asLong() * (BLOCK + 1) + rest;
      prompt =
          blocks
              .computeIfAbsent(before, none -> new HashMap<>())
              .computeIfAbsent(key, none -> before.then(rest));
    }
    return prompt;
  }

  private void add(int line, double time, int input, int output, Prefix prompt) {
    if (!(time >= 0) || Double.isInfinite(time)) {
      throw wrong(line, "the time %s is negative or no number".formatted(time));
    }
    if (!times.isEmpty() && time < times.get(times.size() - 1)) {
      throw wrong(
          line,
          "the time is %.6g s before that of the line above; sort the file by time"
              .formatted(times.get(times.size() - 1) - time));
    }
    times.add(time);
    inputs.add(input);
    outputs.add(output);
    prompts.add(prompt);
  }

  private IllegalArgumentException wrong(int line, String what) {
    return new IllegalArgumentException(
        "%s, line %d: %s".formatted(file.getFileName(), line, what));
  }
}
