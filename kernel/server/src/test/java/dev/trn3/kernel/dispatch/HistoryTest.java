package dev.trn3.kernel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  @TempDir private Path folder;

  private static ObjectNode access(String type) {
    return Json.object().put("hist_access_type", type);
  }

  private static List<String> rows(History history, ObjectNode request) {
    return rows(history, request, 1);
  }

  private static List<String> rows(History history, ObjectNode request, int session) {
    JsonNode rows = history.answer(request, session).path("history");
    return StreamSupport.stream(rows.spliterator(), false).map(JsonNode::toString).toList();
  }

  private static History of(String... inputs) {
    History history = History.inMemory();
    int session = history.begin();
    for (int i = 0; i < inputs.length; i++) {
      history.add(session, i + 1, inputs[i]);
    }
    return history;
  }

  @Test
  void tellsTheTail() {
    History history = of("a", "b", "c");

    assertThat(rows(history, access("tail").put("n", 2)))
        .containsExactly("[1,2,\"b\"]", "[1,3,\"c\"]");
    assertThat(rows(history, access("tail"))).hasSize(3);
    assertThat(rows(history, access("tail").put("n", 0))).isEmpty();
    assertThat(rows(history, access("tail").put("n", -4))).isEmpty();
    assertThat(rows(history, access("tail").putNull("n"))).hasSize(3);
  }

  @Test
  void tellsOutputsWhereItIsAskedTo() {
    History history = of("a", "b");
    history.result(1, 1, "one");

    assertThat(rows(history, access("tail").put("output", true)))
        .containsExactly("[1,1,[\"a\",\"one\"]]", "[1,2,[\"b\",null]]");
  }

  @Test
  void tellsARangeWithoutItsEnd() {
    History history = of("a", "b", "c", "d");

    assertThat(rows(history, access("range").put("session", 0).put("start", 2).put("stop", 4)))
        .containsExactly("[1,2,\"b\"]", "[1,3,\"c\"]");
    assertThat(rows(history, access("range").put("session", 1).put("start", 4).putNull("stop")))
        .containsExactly("[1,4,\"d\"]");
    assertThat(rows(history, access("range").put("session", -1))).isEmpty();
    assertThat(rows(history, access("range").put("session", 7))).isEmpty();
  }

  @Test
  void searchesWithWildcards() {
    History history = of("int a = 1;", "a + 1", "int b =\n 2;", "x.(a*b)", "[a]");

    assertThat(rows(history, access("search").put("pattern", "int *"))).hasSize(2);
    assertThat(rows(history, access("search").put("pattern", "a ? 1")))
        .containsExactly("[1,2,\"a + 1\"]");
    assertThat(rows(history, access("search").put("pattern", "x.(a*b)")))
        .containsExactly("[1,4,\"x.(a*b)\"]");
    assertThat(rows(history, access("search").put("pattern", "[a]"))).hasSize(1);
    assertThat(rows(history, access("search").put("pattern", "*").put("n", 2))).hasSize(2);
    assertThat(rows(history, access("search").put("pattern", "nothing"))).isEmpty();
    assertThat(rows(history, access("search").put("pattern", ""))).isEmpty();
  }

  /** Cells wait for a search, since both use the history. */
  @Test
  @Timeout(60)
  void searchesWithManyWildcardsInNoLongTime() {
    History history = of("a".repeat(10_000), "a".repeat(10_000) + "b", "😀");

    assertThat(rows(history, access("search").put("pattern", "*a".repeat(30) + "b"))).hasSize(1);
    assertThat(rows(history, access("search").put("pattern", "?"))).containsExactly("[1,3,\"😀\"]");
  }

  @Test
  void saysWhichWaysThereAreToAskForIt() {
    History history = of("a", "b");
    for (ObjectNode request : List.of(access("all"), Json.object())) {
      JsonNode answer = history.answer(request, 1);

      assertThat(answer.path("status").asText()).isEqualTo("error");
      assertThat(answer.path("evalue").asText())
          .contains('"' + request.path("hist_access_type").asText() + '"')
          .contains("range, tail or search");
      assertThat(answer.path("history")).isEmpty();
    }
  }

  @Test
  void tellsEachInputOnceAndTheNewestWhereItIsAskedTo() {
    History history = of("a", "b", "a", "c");

    assertThat(rows(history, access("search").put("pattern", "?").put("unique", true)))
        .containsExactly("[1,2,\"b\"]", "[1,3,\"a\"]", "[1,4,\"c\"]");
  }

  @Test
  void goesOnWhereAFormerSessionEnded() {
    Path file = folder.resolve("deep/history.jsonl");
    History first = History.in(file);
    int former = first.begin();
    first.add(former, 1, "one\n\"é😀\"");
    first.add(former, 2, "two");

    History second = History.in(file);
    int session = second.begin();
    second.add(session, 1, "three");

    assertThat(rows(second, access("tail")))
        .containsExactly("[1,1,\"one\\n\\\"é😀\\\"\"]", "[1,2,\"two\"]", "[2,1,\"three\"]");
    assertThat(rows(second, access("range").put("session", -1), session)).hasSize(2);
    assertThat(rows(second, access("range").put("session", 0), session))
        .containsExactly("[2,1,\"three\"]");
  }

  @Test
  void losesOnlyTheLinesThatAreDamaged() throws IOException {
    Path file = folder.resolve("history.jsonl");
    History first = History.in(file);
    int former = first.begin();
    first.add(former, 1, "one");
    Files.writeString(file, "{\"session\": 1, \"li\n\n42\n[]\n", StandardOpenOption.APPEND);
    Files.write(file, new byte[] {(byte) 0xFF, '\n'}, StandardOpenOption.APPEND);
    first.add(former, 2, "two");
    Files.writeString(file, "{\"session\": 1, \"line\": 3, \"inp", StandardOpenOption.APPEND);

    History second = History.in(file);
    int session = second.begin();
    second.add(session, 1, "three");

    List<String> expected = List.of("[1,1,\"one\"]", "[1,2,\"two\"]", "[2,1,\"three\"]");
    assertThat(rows(second, access("tail"))).isEqualTo(expected);
    assertThat(rows(History.in(file), access("tail"))).isEqualTo(expected);
  }

  @Test
  void staysInMemoryWhereItsFileCannotBeWritten() throws IOException {
    Path file = folder.resolve("history.jsonl");
    Files.createDirectory(file);
    History history = History.in(file);

    int session = history.begin();
    history.add(session, 1, "one");
    history.add(session, 2, "two");

    assertThat(rows(history, access("tail"))).hasSize(2);
  }

  @Test
  void writesLaterWhatCouldNotBeWrittenAtOnce() throws IOException {
    Path file = folder.resolve("history.jsonl");
    Files.createDirectory(file); // As good as a full disk.
    History history = History.in(file);
    int session = history.begin();
    history.add(session, 1, "one");
    history.add(session, 2, "two");
    Files.delete(file);
    history.add(session, 3, "three");

    assertThat(rows(History.in(file), access("tail")))
        .containsExactly("[1,1,\"one\"]", "[1,2,\"two\"]", "[1,3,\"three\"]");
  }

  @Test
  void givesKernelsThatShareAFileDifferentSessions() {
    Path file = folder.resolve("history.jsonl");
    History one = History.in(file);
    History other = History.in(file);
    assertThat(rows(one, access("tail"))).isEmpty();
    assertThat(rows(other, access("tail"))).isEmpty();
    int first = one.begin();
    int second = other.begin();
    one.add(first, 1, "a");
    other.add(second, 1, "b");

    assertThat(second).isNotEqualTo(first);
    assertThat(rows(History.in(file), access("tail"))).hasSize(2);
    assertThat(rows(one, access("range").put("session", 0), first)).containsExactly("[1,1,\"a\"]");
  }

  @Test
  void isUnharmedByRequestsThatMakeNoSense() {
    History history = of("a", "b");
    for (String odd : List.of("\"x\"", "null", "-1", "[]", "1e99", "99999999999")) {
      for (String field : List.of("n", "session", "start", "stop", "pattern", "output")) {
        for (String type : List.of("tail", "range", "search")) {
          ObjectNode request = access(type);
          request.set(field, Json.value(odd));
          assertThat(history.answer(request, 1).path("status").asText()).isEqualTo("ok");
        }
      }
    }
  }

  @Test
  void shortensALongFileAndKeepsItsNewerHalf() throws IOException {
    Path file = folder.resolve("history.jsonl");
    String line = "{\"session\":7,\"line\":%d,\"input\":\"" + "x".repeat(970) + "\"}\n";
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 5_000; i++) {
      lines.append(line.formatted(i));
    }
    Files.writeString(file, lines, StandardCharsets.UTF_8);

    assertThat(History.in(file).begin()).isEqualTo(8);
    assertThat(Files.size(file)).isBetween(2_000_000L, 2_100_000L);
    assertThat(Files.readString(file)).startsWith("{\"session\":7,").endsWith("{\"session\":8}\n");
    assertThat(rows(History.in(file), access("tail").put("n", 1)).get(0)).startsWith("[7,5000,");
  }

  @Test
  void keepsALastLineThatIsLongerThanTheHalfOfALongFile() throws IOException {
    Path file = folder.resolve("history.jsonl");
    History former = History.in(file);
    int session = former.begin();
    former.add(session, 1, "x".repeat(2_500_000));
    former.add(session, 2, "y".repeat(2_500_000));

    assertThat(History.in(file).begin()).isEqualTo(session + 1);

    assertThat(Files.size(file)).isBetween(2_500_000L, 2_600_000L);
    History later = History.in(file);
    assertThat(later.begin()).isEqualTo(session + 2);
    assertThat(rows(later, access("tail").put("n", 5)))
        .singleElement()
        .satisfies(row -> assertThat(row).startsWith("[" + session + ",2,\"yyy"));
  }

  @Test
  void keepsTheNewestOfVeryMany() throws IOException {
    Path file = folder.resolve("history.jsonl");
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 12_000; i++) {
      lines.append("{\"session\":3,\"line\":").append(i).append(",\"input\":\"x\"}\n");
    }
    Files.writeString(file, lines, StandardCharsets.UTF_8);

    assertThat(rows(History.in(file), access("tail").put("n", 20_000)))
        .hasSize(10_000)
        .endsWith("[3,12000,\"x\"]");
  }
}
