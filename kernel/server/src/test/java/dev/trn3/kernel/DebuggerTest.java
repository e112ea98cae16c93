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
