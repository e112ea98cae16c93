package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedKernel.class)
class InspectTest {

  private static JsonNode inspect(FrontEnd frontEnd, String code, int detail) {
    var content = Json.object().put("code", code).put("cursor_pos", code.length());
    return frontEnd.ask("inspect_request", content.put("detail_level", detail)).reply();
  }

  private static String text(FrontEnd frontEnd, String code) {
    return inspect(frontEnd, code, 0).path("data").path("text/plain").asText();
  }

  @Test
  void explainsAMethodOfALibraryInThreeTypes(FrontEnd frontEnd) {
    JsonNode data = inspect(frontEnd, "dev.trn3.display.Display.html(", 0).path("data");

    assertThat(data.path("text/plain").asText())
        .contains("Rendered dev.trn3.display.Display.html(String html)")
        .contains("A value shown as HTML.")
        .doesNotContain("replaceAll");
    assertThat(data.path("text/markdown").asText()).startsWith("```java\n");
    assertThat(data.path("text/html").asText())
        .contains("<pre><code>")
        .contains("A value shown as HTML.");
  }

  @Test
  void explainsItAlsoWithoutABracketAndInTheMiddleOfItsName(FrontEnd frontEnd) {
    assertThat(text(frontEnd, "dev.trn3.display.Display.html")).contains("A value shown as HTML.");
    var content = Json.object().put("code", "dev.trn3.display.Display.html(x)");
    content.put("cursor_pos", "dev.trn3.display.Display.ht".length());
    assertThat(frontEnd.ask("inspect_request", content).reply().path("data").path("text/plain"))
        .asString()
        .contains("A value shown as HTML.");
  }

  @Test
  void showsSourcesAtDetailOne(FrontEnd frontEnd) {
    JsonNode data = inspect(frontEnd, "dev.trn3.display.Display.html(", 1).path("data");

    assertThat(data.path("text/plain").asText()).contains("Source:").contains("replaceAll");
    assertThat(data.path("text/markdown").asText()).contains("```java\npublic static Rendered");
  }

  @Test
  void explainsComponentsOfRecords(FrontEnd frontEnd) {
    assertThat(text(frontEnd, "dev.trn3.display.MimeBundle.text(\"\").metadata("))
        .contains("MIME type to a JSON object in text form");
  }

  @Test
  void explainsWhatCellsHaveDeclared(FrontEnd frontEnd) {
    frontEnd.run("/** Doubles it. */ int doubled(int x) { return 2 * x; }");
    frontEnd.run("record Spot(int x) {}");
    frontEnd.run("Spot spot = new Spot(3); String words = \"a\";");

    assertThat(text(frontEnd, "doubled(")).contains("int doubled(int").contains("Doubles it.");
    assertThat(inspect(frontEnd, "doubled", 1).path("data").path("text/plain").asText())
        .contains("return 2 * x");
    assertThat(text(frontEnd, "Spot")).contains("Spot");
    assertThat(text(frontEnd, "1 + spot")).startsWith("Spot spot");
    assertThat(text(frontEnd, "words")).startsWith("String words").contains("java.lang.String");
  }

  @Test
  void explainsTheJdkWhereItsSourcesAreInstalled(FrontEnd frontEnd) {
    assertThat(text(frontEnd, "Math.max(")).contains("int Math.max(int a, int b)");
    assumeTrue(Files.exists(Path.of(System.getProperty("java.home"), "lib", "src.zip")));

    assertThat(text(frontEnd, "Math.max(")).contains("Returns the greater of two int values");
    assertThat(text(frontEnd, "new java.util.ArrayList<String>().size("))
        .contains("number of elements");
    assertThat(text(frontEnd, "java.util.Map.Entry")).contains("key-value pair");
  }

  @Test
  void findsNothingWhereNothingIs(FrontEnd frontEnd) {
    for (String code : new String[] {"", "   ", "noSuchName", "no.such.Name", "1 +", "\"", "😀"}) {
      JsonNode reply = inspect(frontEnd, code, 1);
      assertThat(reply.path("status").asText()).as(code).isEqualTo("ok");
      assertThat(reply.path("found").asBoolean()).as(code).isFalse();
    }
  }

  @Test
  void isAnsweredWhileACellRuns(FrontEnd frontEnd) {
    Message running = frontEnd.send("System.out.print(\"on\"); while (true) {}");
    frontEnd.awaitOutput(running, "on");

    assertThat(text(frontEnd, "dev.trn3.display.Display.html(")).contains("A value shown as HTML.");
    frontEnd.interrupt();
    frontEnd.answered(running);
  }

  @Test
  void completesWithSignatures(FrontEnd frontEnd) {
    frontEnd.run("int halved(int x, String y) { return x / 2; } java.util.List<String> names;");
    assertThat(signature(frontEnd, "\"\".substr", "substring("))
        .isEqualTo("(int) String (+1 more)");
    assertThat(signature(frontEnd, "Math.floorM", "floorMod("))
        .isEqualTo("(int, int) int (+2 more)");
    assertThat(signature(frontEnd, "halv", "halved(")).isEqualTo("(int, String) int");
    assertThat(signature(frontEnd, "nam", "names")).isEqualTo("java.util.List<String>");
    assertThat(signature(frontEnd, "names.get", "get(")).isEqualTo("(int) E");
    assertThat(signature(frontEnd, "int i = Math.a", "abs("))
        .isEqualTo("(double) double (+3 more)");
    assertThat(signature(frontEnd, "displ", "display(")).isEqualTo("(Object...) Shown (+1 more)");
  }

  @Test
  void completesWhatFitsTheExpectedTypeFirst(FrontEnd frontEnd) {
    frontEnd.run("int fitOne = 1; String fitBeforeIt = \"\";");
    String code = "int fits = fit";
    JsonNode matches =
        frontEnd
            .ask(
                "complete_request",
                Json.object().put("code", code).put("cursor_pos", code.length()))
            .reply()
            .path("matches");

    assertThat(matches.valueStream().map(JsonNode::asText))
        .containsSubsequence("fitOne", "fitBeforeIt");
  }

  @Test
  void completesWhatTheSameCellDeclares(FrontEnd frontEnd) {
    String code = "var words = new java.util.ArrayList<String>();\n// 😀\nwords.addA";
    JsonNode reply = frontEnd.ask("complete_request", Json.object().put("code", code)).reply();

    assertThat(reply.path("matches").valueStream().map(JsonNode::asText)).contains("addAll(");
    int points = code.codePointCount(0, code.length());
    assertThat(reply.path("cursor_start").asInt()).isEqualTo(points - "addA".length());
    assertThat(reply.path("cursor_end").asInt()).isEqualTo(points);
  }

  private static String signature(FrontEnd frontEnd, String code, String match) {
    JsonNode reply = frontEnd.ask("complete_request", Json.object().put("code", code)).reply();
    for (JsonNode each : reply.path("metadata").path("_jupyter_types_experimental")) {
      if (each.path("text").asText().equals(match)) {
        return each.path("signature").asText();
      }
    }
    throw new AssertionError(match + " is not among " + reply.path("matches"));
  }
}
