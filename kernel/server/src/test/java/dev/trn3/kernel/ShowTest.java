package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedKernel.class)
class ShowTest {

  @Test
  void showsValuesInAllTheirTypes(FrontEnd frontEnd) {
    Answered cell = frontEnd.run("display(html(\"<b>x</b>\"), 7); markdown(\"*y*\")");

    JsonNode first = cell.contents("display_data").get(0);
    assertThat(first.path("data").path("text/html").asText()).isEqualTo("<b>x</b>");
    assertThat(first.path("data").path("text/plain").asText()).isEqualTo("x");
    assertThat(cell.contents("display_data").get(1).path("data").path("text/plain").asText())
        .isEqualTo("7");
    assertThat(cell.contents("execute_result").get(0).path("data").path("text/markdown").asText())
        .isEqualTo("*y*");
  }

  @Test
  void showsNothingTwiceWhereItIsTheLastExpression(FrontEnd frontEnd) {
    Answered cell = frontEnd.run("display(7)");

    assertThat(cell.contents("display_data")).hasSize(1);
    assertThat(cell.types()).doesNotContain("execute_result");
    assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
  }

  @Test
  void replacesWhatItHasShown(FrontEnd frontEnd) {
    frontEnd.run("var shown = display(\"0 of 3\");");
    Answered cell =
        frontEnd.run("var more = display(\"a\"); update(more, \"b\"); update(shown, 3);");

    JsonNode updates = Json.array().addAll(cell.contents("update_display_data"));
    assertThat(cell.types())
        .containsExactly(
            "busy",
            "execute_input",
            "display_data",
            "update_display_data",
            "update_display_data",
            "idle");
    assertThat(updates.at("/0/transient/display_id").asText())
        .isNotEmpty()
        .isEqualTo(cell.contents("display_data").get(0).at("/transient/display_id").asText());
    assertThat(updates.get(1).path("data").path("text/plain").asText()).isEqualTo("3");
    assertThat(updates.at("/1/transient/display_id").asText())
        .isNotEqualTo(updates.at("/0/transient/display_id").asText());
  }

  @Test
  void clearsOutput(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            "System.out.print(1); clearOutput(); System.out.print(2); clearOutputOnNext();");

    assertThat(cell.types())
        .containsExactly(
            "busy", "execute_input", "stream", "clear_output", "stream", "clear_output", "idle");
    assertThat(cell.contents("clear_output").get(0).path("wait").asBoolean(true)).isFalse();
    assertThat(cell.contents("clear_output").get(1).path("wait").asBoolean()).isTrue();
  }

  @Test
  void sendsJsonAsATreeAndSurvivesWhatIsNone(FrontEnd frontEnd) {
    Answered good = frontEnd.run("json(\"{\\\"a\\\": [1, 2]}\")");
    Answered bad = frontEnd.run("display(json(\"{broken\")); json(\"also broken\")");

    assertThat(good.contents("execute_result").get(0).path("data").path("application/json"))
        .isEqualTo(Json.value("{\"a\": [1, 2]}"));
    assertThat(bad.status()).isEqualTo("ok");
    assertThat(bad.contents("display_data").get(0).toString())
        .contains("left out")
        .doesNotContain("[Source");
    assertThat(bad.result()).contains("also broken").contains("left out");
    assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
  }

  @Test
  void handsHelpToThePager(FrontEnd frontEnd) {
    JsonNode payload = frontEnd.run("%help").reply().path("payload");

    assertThat(payload).hasSize(1);
    assertThat(payload.at("/0/source").asText()).isEqualTo("page");
    assertThat(payload.get(0).path("data").path("text/plain").asText()).contains("%help");
  }
}
