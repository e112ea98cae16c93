package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a cell stops, and where it goes from there. */
@ExtendWith(SharedKernel.class)
class BreakpointsTest extends DebugClient {

  @Test
  void stopInAMethodOfTheCellWithItsVariables() {
    breakAt(CELL, 3);
    Message cell = frontEnd.send(CELL);
    JsonNode stopped = event("stopped");

    assertThat(stopped.path("reason").asText()).isEqualTo("breakpoint");
    JsonNode stack = stack(stopped);
    assertThat(place(stack.path(0))).isEqualTo("twice:3");
    assertThat(place(stack.path(1))).isEqualTo("cell:7");
    assertThat(stack.size()).isEqualTo(2);
    assertThat(variables(stopped, "Locals")).containsExactly("n = 21", "result = 42");
    assertThat(variables(stopped, "Globals")).contains("words = ArrayList of 2");

    ok("continue", thread(stopped));
    event("continued");
    assertThat(frontEnd.answered(cell).result()).isEqualTo("44");
  }

  @Test
  void stopInTheStatementsOfACell() {
    String cell = "int a = 1;\nint b = a + 1;\nfor (int i = 0; i < 2; i++) {\n    b += i;\n}\nb";
    breakAt(cell, 4);
    Message running = frontEnd.send(cell);
    for (int i = 0; i < 2; i++) {
      JsonNode stopped = event("stopped");
      assertThat(place(stack(stopped).path(0))).isEqualTo("cell:4");
      assertThat(variables(stopped, "Locals")).containsExactly("i = " + i);
      ok("continue", thread(stopped));
    }
    assertThat(frontEnd.answered(running).result()).isEqualTo("3");
  }

  @Test
  void stopInAMethodThatAnEarlierCellDeclared() {
    String declared = "int thrice(int n) {\n    return 3 * n;\n}";
    frontEnd.run(declared);
    breakAt(declared, 2);
    Message cell = frontEnd.send("thrice(5)");
    JsonNode stopped = event("stopped");
    assertThat(place(stack(stopped).path(0))).isEqualTo("thrice:2");
    ok("continue", thread(stopped));
    assertThat(frontEnd.answered(cell).result()).isEqualTo("15");
  }

  @Test
  void stopInABareExpression() {
    String cell = "int bare = 1;\nbare + 1";
    breakAt(cell, 2);
    Message running = frontEnd.send(cell);
    JsonNode stopped = event("stopped");
    assertThat(place(stack(stopped).path(0))).isEqualTo("cell:2");
    ok("continue", thread(stopped));
    assertThat(frontEnd.answered(running).result()).isEqualTo("2");
  }

  @Test
  void stopInTheJavaBesideMagics() {
    String cell = "%env BESIDE=1\nint beside = 3;\n!echo beside\nint sum = beside + 4;\nsum";
    JsonNode set = breakAt(cell, 1, 4);
    assertThat(set.path(0).path("line").asInt()).isEqualTo(2);
    Message running = frontEnd.send(cell);
    for (int line : new int[] {2, 4}) {
      JsonNode stopped = event("stopped");
      assertThat(place(stack(stopped).path(0))).isEqualTo("cell:" + line);
      ok("continue", thread(stopped));
    }
    assertThat(frontEnd.answered(running).result()).isEqualTo("7");

    String timed = "%%time\nint slow = 1;\nslow + 1";
    breakAt(timed, 3);
    Message whole = frontEnd.send(timed);
    JsonNode stopped = event("stopped");
    assertThat(place(stack(stopped).path(0))).isEqualTo("cell:3");
    ok("continue", thread(stopped));
    assertThat(frontEnd.answered(whole).result()).isEqualTo("2");
  }

  @Test
  void findNoCodeWhereOnlyMagicsStand() {
    JsonNode set = breakAt("%%bash\necho 1", 2);
    assertThat(set.path(0).path("verified").asBoolean()).isFalse();
    assertThat(set.path(0).path("message").asText()).contains("no code on line 2");
  }

  @Test
  void moveToTheNextLineWithCode() {
    JsonNode set = breakAt("// a comment\n\nint moved = 1;\n}", 1, 4);
    assertThat(set.path(0).path("verified").asBoolean()).isTrue();
    assertThat(set.path(0).path("line").asInt()).isEqualTo(3);
    assertThat(set.path(1).path("verified").asBoolean()).isFalse();
    assertThat(set.path(1).path("message").asText()).contains("no code on line 4");
  }

  @Test
  void areGoneOnceTheyAreRemoved() {
    String cell = "int gone = 5;\ngone * 2";
    breakAt(cell, 2);
    breakAt(cell);
    assertThat(frontEnd.run(cell).result()).isEqualTo("10");
  }

  @Nested
  class Steps {

    @Test
    void goIntoAMethodOverALineAndOut() {
      breakAt(CELL, 7);
      Message cell = frontEnd.send(CELL);
      JsonNode at = event("stopped");
      assertThat(place(stack(at).path(0))).isEqualTo("cell:7");
      ok("stepIn", thread(at));
      at = event("stopped");
      assertThat(at.path("reason").asText()).isEqualTo("step");
      assertThat(place(stack(at).path(0))).isEqualTo("twice:2");
      ok("next", thread(at));
      at = event("stopped");
      assertThat(place(stack(at).path(0))).isEqualTo("twice:3");
      ok("stepOut", thread(at));
      at = event("stopped");
      assertThat(place(stack(at).path(0))).isEqualTo("cell:7");
      ok("continue", thread(at));
      assertThat(frontEnd.answered(cell).result()).isEqualTo("44");
    }

    @Test
    void goFromOneStatementToTheNext() {
      String cell = "int first = 1;\nint second = first + 1;\nint third = second + 1;\nthird";
      breakAt(cell, 1);
      Message running = frontEnd.send(cell);
      List<String> places = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        JsonNode at = event("stopped");
        places.add(place(stack(at).path(0)));
        ok("next", thread(at));
      }
      JsonNode last = event("stopped");
      places.add(place(stack(last).path(0)));
      ok("continue", thread(last));
      assertThat(places).containsExactly("cell:1", "cell:2", "cell:3", "cell:4");
      assertThat(frontEnd.answered(running).result()).isEqualTo("3");
    }
  }
}
