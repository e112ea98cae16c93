package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client of the debug adapter protocol at the real kernel, as JupyterLab is one. */
@ExtendWith(SharedKernel.class)
class DebuggerTest extends DebugClient {

  private static final String CELL =
      """
      int twice(int n) {
          int result = 2 * n;
          return result;
      }

      var words = new java.util.ArrayList<String>(java.util.List.of("one", "two"));
      int total = twice(21);
      total + words.size()
      """;

  @Test
  void isAnnounced() {
    JsonNode info = frontEnd.ask("kernel_info_request", Json.object()).reply();
    assertThat(info.path("debugger").asBoolean()).isTrue();
    assertThat(info.path("supported_features")).anyMatch(f -> f.asText().equals("debugger"));
  }

  @Test
  void namesCellsAsFrontEndsDo() {
    JsonNode info = ok("debugInfo", Json.object());
    String path = ok("dumpCell", Json.object().put("code", "1 + 1")).path("sourcePath").asText();
    assertThat(info.path("hashMethod").asText()).isEqualTo("Murmur2");
    assertThat(path)
        .startsWith(info.path("tmpFilePrefix").asText())
        .endsWith(info.path("tmpFileSuffix").asText());
    ObjectNode named = Json.object();
    named.putObject("source").put("path", path);
    assertThat(ok("source", named).path("content").asText()).isEqualTo("1 + 1");
  }

  @Nested
  class Breakpoints {

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

  @Nested
  class WhereAThreadStands {

    @Test
    void javaIsEvaluated() {
      frontEnd.run("record Point(int x, int y) {}\nvar held = new Point(3, 4);");
      breakAt(CELL, 3);
      Message cell = frontEnd.send(CELL);
      JsonNode at = event("stopped");
      JsonNode sum = evaluate(at, "n + result");
      assertThat(sum.path("body").path("result").asText()).isEqualTo("63");
      assertThat(evaluate(at, "held.x() * n").path("body").path("result").asText()).isEqualTo("63");
      assertThat(evaluate(at, "held").path("body").path("result").asText())
          .isEqualTo("Point{x=3, y=4}");
      assertThat(evaluate(at, "words.get(0).length()").path("body").path("result").asText())
          .isEqualTo("3");
      assertThat(evaluate(at, "nowhere").path("message").asText()).contains("nowhere");
      assertThat(evaluate(at, "n / 0").path("message").asText())
          .contains("ArithmeticException", "by zero");
      ok("continue", thread(at));
      assertThat(frontEnd.answered(cell).result()).isEqualTo("44");
    }

    @Test
    void aLocalVariableIsCopiedToThoseOfAllCells() {
      assertThat(ok("debugInfo", Json.object()).path("copyToGlobals").asBoolean()).isTrue();
      String cell =
          "int held(java.util.List<String> parts) {\n    int many = parts.size();\n    return many;\n}\n"
              + "held(java.util.List.of(\"a\", \"b\"))";
      breakAt(cell, 3);
      Message running = frontEnd.send(cell);
      JsonNode stopped = event("stopped");
      int frame = stack(stopped).path(0).path("id").asInt();
      ObjectNode copy = Json.object().put("srcFrameId", frame);
      ok("copyToGlobals", copy.put("srcVariableName", "parts").put("dstVariableName", "parts"));
      ok("copyToGlobals", copy.put("srcVariableName", "many").put("dstVariableName", "copied"));
      assertThat(refused("copyToGlobals", copy.put("dstVariableName", "no name")))
          .isEqualTo("\"no name\" is no name of a variable");
      assertThat(
              refused(
                  "copyToGlobals", copy.put("dstVariableName", "x").put("srcVariableName", "y")))
          .isEqualTo("the frame has no local variable y");
      ok("continue", thread(stopped));

      assertThat(frontEnd.answered(running).result()).isEqualTo("2");
      assertThat(frontEnd.run("copied + parts.size()").result()).isEqualTo("4");
    }

    @Test
    void questionsAreAnsweredAndAnInterruptEndsTheCell() {
      breakAt(CELL, 3);
      Message cell = frontEnd.send(CELL);
      event("stopped");
      ObjectNode code = Json.object().put("code", "words.si").put("cursor_pos", 8);
      assertThat(frontEnd.ask("complete_request", code).reply().path("matches").toString())
          .contains("size(");
      frontEnd.interrupt();
      assertThat(frontEnd.answered(cell).errorName()).isEqualTo("Interrupted");
      assertThat(frontEnd.run("words.size()").result()).isEqualTo("2");
    }

    @Test
    void detachingLetsItGoOn() {
      breakAt(CELL, 3);
      Message cell = frontEnd.send(CELL);
      event("stopped");
      ok("disconnect", Json.object());
      assertThat(frontEnd.answered(cell).result()).isEqualTo("44");
    }

    @Test
    void itIsMeantByThreadOneAsJupyterLabSaysIt() {
      breakAt(CELL, 3);
      Message cell = frontEnd.send(CELL);
      event("stopped");
      ok("continue", Json.object().put("threadId", 1));
      assertThat(frontEnd.answered(cell).result()).isEqualTo("44");
    }
  }

  @Test
  void leavesAnInterruptAsStrongAsItWas() {
    frontEnd.run("int kept = 42;");
    Message cell =
        frontEnd.send(
            "System.out.print(\"runs\"); while (true) { try { while (true) {} } catch (Throwable t) {} }");
    frontEnd.awaitOutput(cell, "runs");
    frontEnd.interrupt();
    assertThat(frontEnd.answered(cell).errorName()).isEqualTo("Interrupted");
    assertThat(frontEnd.run("kept").result()).isEqualTo("42");
  }

  @Nested
  class Exceptions {

    @Test
    void stopWhereACellWouldEnd() {
      ObjectNode filters = Json.object();
      filters.putArray("filters").add("uncaught");
      ok("setExceptionBreakpoints", filters);
      Message cell = frontEnd.send("int zero = 0;\nint never = 1 / zero;");
      JsonNode at = event("stopped");
      assertThat(at.path("reason").asText()).isEqualTo("exception");
      assertThat(at.path("text").asText()).isEqualTo("java.lang.ArithmeticException");
      assertThat(place(stack(at).path(0))).isEqualTo("cell:2");
      ok("continue", thread(at));
      assertThat(frontEnd.answered(cell).errorName()).contains("ArithmeticException");
    }
  }

  @Nested
  class Variables {

    @Test
    void areShownWithoutAStopAndWithoutRunningTheirCode() {
      frontEnd.run(
          """
          class Loud {
              int volume = 11;
              public String toString() { throw new IllegalStateException("asked"); }
          }
          var loud = new Loud();
          int[] numbers = {4, 5, 6};
          """);
      JsonNode all = ok("inspectVariables", Json.object()).path("variables");
      List<String> texts = new ArrayList<>();
      all.forEach(
          each ->
              texts.add(
                  each.path("type").asText()
                      + " "
                      + each.path("name").asText()
                      + " = "
                      + each.path("value").asText()));
      assertThat(texts).contains("Loud loud = Loud{volume=11}", "int[] numbers = int[3]");
      for (JsonNode each : all) {
        if (each.path("name").asText().equals("numbers")) {
          assertThat(variables(each.path("variablesReference").asInt()))
              .containsExactly("[0] = 4", "[1] = 5", "[2] = 6");
        }
      }
      assertThat(
              ok("richInspectVariables", Json.object().put("variableName", "loud"))
                  .path("data")
                  .path("text/plain")
                  .asText())
          .contains("volume = 11");
    }
  }

  @Test
  void goesOnWithTheWorkerThatReplacesADeadOne() {
    breakAt(CELL, 3);
    frontEnd.run("System.exit(3);");
    Message cell = frontEnd.send(CELL);
    JsonNode at = event("stopped");
    assertThat(place(stack(at).path(0))).isEqualTo("twice:3");
    ok("continue", thread(at));
    assertThat(frontEnd.answered(cell).result()).isEqualTo("44");
  }
}
