package dev.trn3.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a trace viewer needs of events, by its documented format. */
final class TraceEvents {

  /** Microseconds by which sums of times may be rounded. */
  private static final double ROUNDING = 1e-6;

  private TraceEvents() {}

  static void assertCanBeShown(JsonNode events) {
    Set<Integer> named = new HashSet<>();
    Map<Integer, List<JsonNode>> complete = new HashMap<>();
    Map<String, JsonNode> open = new HashMap<>();
    int shown = 0;
    for (JsonNode event : events) {
      assertThat(event.get("pid").isInt()).isTrue();
      int thread = event.get("tid").intValue();
      switch (event.get("ph").textValue()) {
        case "M" -> {
          assertThat(event.at("/args/name").textValue()).isNotBlank();
          named.add(thread);
        }
        case "X" -> {
          assertThat(event.get("dur").doubleValue()).isNotNegative();
          assertThat(event.get("ts").doubleValue()).isNotNegative();
          complete.computeIfAbsent(thread, any -> new ArrayList<>()).add(event);
        }
        case "b" -> {
          assertThat(open.put(event.get("cat") + "/" + event.get("id"), event)).isNull();
          shown++;
        }
        case "e" -> {
          JsonNode begun = open.remove(event.get("cat") + "/" + event.get("id"));
          assertThat(begun.get("name")).isEqualTo(event.get("name"));
          assertThat(event.get("ts").doubleValue())
              .isGreaterThanOrEqualTo(begun.get("ts").doubleValue());
        }
        default -> throw new AssertionError("a viewer is told nothing by " + event);
      }
    }
    assertThat(open).as("begun and never ended").isEmpty();
    assertThat(shown).isPositive();
    assertThat(named).containsAll(complete.keySet());
    assertThat(complete.values()).isNotEmpty().allSatisfy(TraceEvents::assertNested);
  }

  /** Of one thread each event ends before the next begins, or has it inside. */
  private static void assertNested(List<? extends JsonNode> events) {
    Deque<Double> ends = new ArrayDeque<>();
    events.stream()
        .sorted(
            Comparator.<JsonNode>comparingDouble(event -> event.get("ts").doubleValue())
                .thenComparingDouble(event -> -event.get("dur").doubleValue()))
        .forEach(
            event -> {
              double from = event.get("ts").doubleValue();
              double to = from + event.get("dur").doubleValue();
              while (!ends.isEmpty() && ends.peek() <= from + ROUNDING) {
                ends.pop();
              }
              assertThat(to).isLessThanOrEqualTo(ends.isEmpty() ? to : ends.peek() + ROUNDING);
              ends.push(to);
            });
  }
}
