package dev.trn3.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A checkpoint: a text file with one line of JSON for each combination that is done. Its first line
 * says what was measured; a line that was cut off when its writer died is ignored.
 *
 * <p>A line is found again by the content of its combination, not by its place, so that a sweep may
 * gain values and axes and still use what is there.
 */
final class Store implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long WRITTEN_EVERY = TimeUnit.MILLISECONDS.toNanos(200);

  private final Path file;
  private final Map<String, Outcome> known = new HashMap<>();
  private BufferedWriter writer;
  private long writtenAt;

  private Store(Path file) {
    this.file = file;
  }

  /**
   * Opens a file, or begins one.
   *
   * @param head what is computed and measured
   * @throws IllegalArgumentException if the file holds something else, or is a folder
   */
  static Store open(Path file, CheckpointHead head) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "%s is a folder; a checkpoint is a file, such as %s"
              .formatted(file, file.resolve("sweep.jsonl")));
    }
    Store store = new Store(file.toAbsolutePath().normalize());
    try {
      boolean begun = Files.exists(store.file) && Files.size(store.file) > 0;
      if (begun) {
        store.read(head);
      } else {
        Files.createDirectories(store.file.getParent());
      }
      store.writer =
          Files.newBufferedWriter(
              store.file,
              StandardCharsets.UTF_8,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
      if (begun) {
        store.endLine();
      } else {
        store.writer.write(JSON.writeValueAsString(head.json()) + "\n");
        store.writer.flush();
      }
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the checkpoint %s cannot be opened (%s); choose a file in a folder that can be written"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private void read(CheckpointHead head) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    CheckpointHead there;
    try {
      JsonNode first = JSON.readTree(lines.get(0));
      if (!first.isObject()) {
        throw new IllegalArgumentException(
            "%s is no checkpoint; choose another file".formatted(file));
      }
      there = CheckpointHead.of(first);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s is no checkpoint; choose another file".formatted(file), e);
    }
    if (!there.key().equals(head.key())) {
      throw new IllegalArgumentException(
          "%s holds the results of another sweep: %s. Choose another file, or delete this one to compute all of it again"
              .formatted(file, head.differences(there)));
    }
    for (String line : lines.subList(1, lines.size())) {
      whole(line).ifPresent(this::take);
    }
  }

  /** Nothing where its writer died within the line; that combination is computed again. */
  private static Optional<JsonNode> whole(String line) {
    try {
      return Optional.of(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private void take(JsonNode line) {
    if (line.path("point").isTextual()) {
      List<Object> values = new ArrayList<>();
      line.path("values").forEach(value -> values.add(value(value)));
      String failure = line.path("failed").asText("");
      List<String> units = new ArrayList<>();
      line.path("units").forEach(unit -> units.add(unit.asText()));
      known.put(line.get("point").asText(), new Outcome(0, values, units, failure, false));
    }
  }

  private static Object value(JsonNode json) {
    if (json.isNull()) {
      return null;
    }
    if (json.isObject()) {
      return Double.valueOf(json.get("number").asText()); // JSON has no NaN and no infinity.
    }
    if (json.isIntegralNumber()) {
      return json.longValue();
    }
    return json.isNumber()
        ? (Object) json.doubleValue()
        : json.isBoolean() ? (Object) json.booleanValue() : json.asText();
  }

  /** A line that was cut off must not swallow the next one. */
  private void endLine() throws IOException {
    byte[] all = Files.readAllBytes(file);
    if (all[all.length - 1] != '\n') {
      writer.write("\n");
    }
  }

  Optional<Outcome> find(String point) {
    return Optional.ofNullable(known.get(point));
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  /** Adds what came of a combination; any thread may. */
  void add(String key, Point point, Outcome outcome) {
    ObjectNode line = JSON.createObjectNode().put("point", key).put("is", point.toString());
    if (outcome.isMeasured()) {
      ArrayNode values = line.putArray("values");
      outcome.values().forEach(value -> put(values, value));
      if (!outcome.units().isEmpty()) {
        ArrayNode units = line.putArray("units");
        outcome.units().forEach(units::add);
      }
    } else {
      line.put("failed", outcome.failure());
    }
    try {
      write(JSON.writeValueAsString(line) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the checkpoint %s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  private synchronized void write(String line) throws IOException {
    writer.write(line);
    if (System.nanoTime() - writtenAt > WRITTEN_EVERY) {
      writer.flush();
      writtenAt = System.nanoTime();
    }
  }

  private static void put(ArrayNode values, Object value) {
    if (value instanceof Double number) {
      if (Double.isFinite(number)) {
        values.add(number);
      } else {
        values.addObject().put("number", number.toString());
      }
    } else if (value instanceof Long number) {
      values.add(number);
    } else if (value instanceof Boolean truth) {
      values.add(truth);
    } else {
      values.add((String) value);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the checkpoint %s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }
}
