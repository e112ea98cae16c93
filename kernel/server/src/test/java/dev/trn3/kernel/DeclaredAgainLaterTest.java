package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What was declared, and rejected or dropped, is declared again after so many cells that the kernel
 * has let go of the former code.
 */
@ExtendWith(SharedKernel.class)
class DeclaredAgainLaterTest extends DebugClient {

  private static final int CELLS = 20;

  @Test
  void isWhatWasDeclaredLast() {
    String all =
        """
        int var11 = %1$s;
        int method11() { return %1$s; }
        int method11(int n) { return %1$s; }
        class Class11 { int a = %1$s; }
        """;
    String use = "var11 + \" \" + method11() + \" \" + method11(1) + \" \" + new Class11().a";
    frontEnd.run(all.formatted("5"));
    assertThat(frontEnd.run(use).result()).isEqualTo("5 5 5 5");
    for (String line : all.formatted("\"none\"").lines().toList()) {
      assertThat(frontEnd.run(line).status()).isEqualTo("error");
    }
    runMany();
    frontEnd.run(all.formatted("7"));

    assertThat(frontEnd.run(use).result()).isEqualTo("7 7 7 7");
  }

  @Test
  void isEvaluatedWhereAThreadStands() {
    assertThat(evaluated("n + twice", "first12")).isEqualTo("9");
    runMany();
    assertThat(evaluated("n * twice", "second12")).isEqualTo("18");

    assertThat(frontEnd.run("first12 + \" \" + second12").result()).isEqualTo("6 6");
    frontEnd.run("first12 = 1;");
    assertThat(evaluated("n - twice", "second12")).isEqualTo("-3");
    assertThat(frontEnd.run("first12").result()).isEqualTo("1");
  }

  private String evaluated(String expression, String copied) {
    String cell = "int at12(int n) {\n    int twice = 2 * n;\n    return twice;\n}\nat12(3)";
    breakAt(cell, 3);
    Message running = frontEnd.send(cell);
    JsonNode stopped = event("stopped");
    String value = evaluate(stopped, expression).path("body").path("result").asText();
    ObjectNode copy = Json.object().put("srcFrameId", stack(stopped).path(0).path("id").asInt());
    ok("copyToGlobals", copy.put("srcVariableName", "twice").put("dstVariableName", copied));
    ok("continue", thread(stopped));
    assertThat(frontEnd.answered(running).result()).isEqualTo("6");
    return value;
  }

  private void runMany() {
    for (int i = 0; i < CELLS; i++) {
      frontEnd.run("if (" + i + " < 0) { }");
    }
  }
}
