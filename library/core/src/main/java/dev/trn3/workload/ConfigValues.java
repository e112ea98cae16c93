package dev.trn3.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of one {@code config.json}, each checked where it is read.
 *
 * @param name what errors call the file
 * @param config its fields
 */
record ConfigValues(String name, JsonNode config) {

  private static final int SHOWN = 20;

  /** True if the field is there and not null. */
  boolean has(String field) {
    return config.hasNonNull(field);
  }

  /** A word; empty if it is not there. */
  String word(String field) {
    return config.path(field).asText("");
  }

  /** A list; empty if it is not there. */
  List<String> words(String field) {
    List<String> words = new ArrayList<>();
    config.path(field).forEach(each -> words.add(each.asText()));
    return words;
  }

  /**
   * A number that must be there, under one of the names that families give it.
   *
   * @throws IllegalArgumentException if none is there, two disagree, or it is below 1
   */
  int required(String... names) {
    String found = null;
    for (String each : names) {
      if (!has(each)) {
        continue;
      }
      if (found != null && integer(found, 1) != integer(each, 1)) {
        throw new IllegalArgumentException(
            "%s says %d in \"%s\" and %d in \"%s\", which mean the same; leave one out"
                .formatted(name, integer(found, 1), found, integer(each, 1), each));
      }
      found = found == null ? each : found;
    }
    if (found == null) {
      throw new IllegalArgumentException(
          "%s has no field \"%s\", which is needed; %s"
              .formatted(name, String.join("\" or \"", names), fields()));
    }
    return integer(found, 1);
  }

  /** A number that may be left out and is at least 0. */
  int optional(int otherwise, String... names) {
    return first(otherwise, 0, names);
  }

  /** A span of tokens; 0 where there is none, which files say by leaving it out, by 0 or by -1. */
  int span(String... names) {
    for (String each : names) {
      if (has(each) && !config.get(each).equals(IntNode.valueOf(-1))) {
        return integer(each, 0);
      }
    }
    return 0;
  }

  /** A number that may be left out and is at least 1. */
  int positive(int otherwise, String... names) {
    return first(otherwise, 1, names);
  }

  private int first(int otherwise, int least, String... names) {
    for (String each : names) {
      if (has(each)) {
        return integer(each, least);
      }
    }
    return otherwise;
  }

  /** A switch that may be left out. */
  boolean flag(String field, boolean otherwise) {
    if (!has(field)) {
      return otherwise;
    }
    if (!config.get(field).isBoolean()) {
      throw new IllegalArgumentException(
          "field \"%s\" of %s must be true or false, not %s"
              .formatted(field, name, config.get(field)));
    }
    return config.get(field).booleanValue();
  }

  private int integer(String field, int least) {
    JsonNode value = config.get(field);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw new IllegalArgumentException(
          "field \"%s\" of %s must be an integer, not %s".formatted(field, name, value));
    }
    if (value.intValue() < least) {
      throw new IllegalArgumentException(
          "field \"%s\" of %s must be at least %d, not %s".formatted(field, name, least, value));
    }
    return value.intValue();
  }

  private String fields() {
    List<String> fields = new ArrayList<>();
    config.fieldNames().forEachRemaining(fields::add);
    if (fields.isEmpty()) {
      return "it has no field at all";
    }
    String more = fields.size() > SHOWN ? " and %d more".formatted(fields.size() - SHOWN) : "";
    return "its fields are "
        + String.join(", ", fields.subList(0, Math.min(SHOWN, fields.size())))
        + more;
  }
}
