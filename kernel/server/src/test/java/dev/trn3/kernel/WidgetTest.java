package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Widgets, as the front end of ipywidgets 8 speaks with them. */
@ExtendWith(SharedKernel.class)
class WidgetTest {

  private static final String VIEW = "application/vnd.jupyter.widget-view+json";
  private static final String IMPORTS =
      """
      import dev.trn3.display.widget.*;
      import static dev.trn3.display.widget.Interact.interact;
      """;

  private static Answered says(FrontEnd frontEnd, String widget, String data) {
    ObjectNode content = Json.object().put("comm_id", widget);
    content.set("data", Json.object(data));
    Message said = frontEnd.send(Channel.SHELL, "comm_msg", content);
    Message idle = frontEnd.await(said, "idle");
    return new Answered(said, idle, frontEnd.published(said));
  }

  private static Answered changes(FrontEnd frontEnd, String widget, String state) {
    return says(
        frontEnd, widget, "{\"method\":\"update\",\"state\":" + state + ",\"buffer_paths\":[]}");
  }

  private static String shown(Answered cell) {
    assertThat(cell.traceback()).isEmpty();
    JsonNode view = cell.contents("execute_result").get(0).path("data").path(VIEW);
    assertThat(view.path("version_major").asInt()).isEqualTo(2);
    return view.path("model_id").asText();
  }

  /** The state with which the widget of this model was opened, and its id beside it. */
  private static ObjectNode opened(Answered cell, String model) {
    for (JsonNode open : cell.contents("comm_open")) {
      JsonNode state = open.at("/data/state");
      if (state.path("_model_name").asText().equals(model)) {
        return ((ObjectNode) state).put("id", open.path("comm_id").asText());
      }
    }
    throw new AssertionError("no " + model + " in " + cell.contents("comm_open"));
  }

  private static List<JsonNode> updates(Answered answered, String method) {
    return answered.contents("comm_msg").stream()
        .map(each -> each.path("data"))
        .filter(data -> data.path("method").asText().equals(method))
        .map(data -> data.path("state"))
        .toList();
  }

  @Test
  void areOpenedWithTheModelsOfIpywidgets(FrontEnd frontEnd) {
    Answered cell = frontEnd.run(IMPORTS + "var w1 = new IntSlider(\"chips\", 1, 64, 4, 1); w1");

    JsonNode slider = opened(cell, "IntSliderModel");
    assertThat(shown(cell)).isEqualTo(slider.path("id").asText());
    assertThat(cell.result()).isEqualTo("IntSlider(chips = 4)");
    assertThat(slider.path("_model_module").asText()).isEqualTo("@jupyter-widgets/controls");
    assertThat(slider.path("_model_module_version").asText()).isEqualTo("2.0.0");
    assertThat(slider.path("_view_name").asText()).isEqualTo("IntSliderView");
    assertThat(slider.path("max").asInt()).isEqualTo(64);
    assertThat(slider.path("layout").asText())
        .isEqualTo("IPY_MODEL_" + opened(cell, "LayoutModel").path("id").asText());
    assertThat(slider.path("style").asText())
        .isEqualTo("IPY_MODEL_" + opened(cell, "SliderStyleModel").path("id").asText());
    Message open =
        cell.published().stream().filter(m -> m.type().equals("comm_open")).findFirst().get();
    assertThat(open.content().path("target_name").asText()).isEqualTo("jupyter.widget");
    assertThat(open.metadata().path("version").asText()).isEqualTo("2.1.0");
  }

  @Test
  void haveTheValueThatAPersonGivesThem(FrontEnd frontEnd) {
    String id =
        shown(
            frontEnd.run(
                IMPORTS
                    + "var w2 = new IntSlider(\"n\", 0, 9);"
                    + " w2.onChange(n -> System.out.println(\"now \" + n)); w2"));
    Answered changed = changes(frontEnd, id, "{\"value\":7}");

    assertThat(changed.stdout()).isEqualTo("now 7\n");
    assertThat(updates(changed, "echo_update")).containsExactly(Json.object().put("value", 7.0));
    assertThat(frontEnd.run("w2.value()").result()).isEqualTo("7");
    assertThat(updates(frontEnd.run("w2.value(3);"), "update"))
        .containsExactly(Json.object().put("value", 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "new FloatSlider(\"x\", 0, 1) | {\"value\":0.25} | 0.25",
        "new Dropdown<>(\"x\", \"MXFP8\", \"BF16\") | {\"index\":1} | BF16",
        "new Checkbox(\"x\", false) | {\"value\":true} | true",
        "new Text(\"x\", \"\") | {\"value\":\"a \\\"b\\\" é\\u0041\"} | a \"b\" éA",
      })
  void readWhatIsChosen(String made, String state, String value, FrontEnd frontEnd) {
    String id = shown(frontEnd.run(IMPORTS + "var w3 = " + made + "; w3"));

    assertThat(changes(frontEnd, id, state).stderr()).isEmpty();
    assertThat(frontEnd.run("w3.value()").result()).isEqualTo(value);
  }

  @Test
  void hearClicks(FrontEnd frontEnd) {
    String id =
        shown(
            frontEnd.run(
                IMPORTS
                    + "var w4 = new Button(\"go\"); w4.onClick(() -> System.out.print(\"went\"));"
                    + " new HBox(w4, new Label(\"there\"));  w4"));

    assertThat(
            says(frontEnd, id, "{\"method\":\"custom\",\"content\":{\"event\":\"click\"}}")
                .stdout())
        .isEqualTo("went");
  }

  @Test
  void standInBoxes(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            IMPORTS
                + "var w5 = new IntProgress(\"p\", 10); new VBox(w5, new Label(\"done soon\"))");

    JsonNode children = opened(cell, "VBoxModel").path("children");
    assertThat(children.get(0).asText())
        .isEqualTo("IPY_MODEL_" + opened(cell, "IntProgressModel").path("id").asText());
    assertThat(cell.result()).isEqualTo("p: 0 of 10\ndone soon");
    assertThat(updates(frontEnd.run("w5.value(4);"), "update"))
        .containsExactly(Json.object().put("value", 4));
  }

  @Test
  void fillBarsByAnyAmount(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(IMPORTS + "var w6 = new FloatProgress(\"heat\", 2.5); w6.value(1.25); w6");

    JsonNode bar = opened(cell, "FloatProgressModel");
    assertThat(bar.path("_view_name").asText()).isEqualTo("ProgressView");
    assertThat(bar.path("max").asDouble()).isEqualTo(2.5);
    assertThat(cell.result()).isEqualTo("heat: 1.25 of 2.5");
    assertThat(updates(frontEnd.run("w6.value(7);"), "update"))
        .containsExactly(Json.object().put("value", 2.5));
  }

  @Test
  void runAFunctionAgainAndReplaceWhatItShowed(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            IMPORTS
                + """
                interact(new IntSlider("n", 1, 9), n -> {
                    System.out.println("computed");
                    display(html("<b>" + n + "</b>"));
                    if (n == 5) throw new IllegalStateException("not five");
                    return n * n;
                })
                """);
    String slider = opened(cell, "IntSliderModel").path("id").asText();

    assertThat(cell.result()).isEqualTo("IntSlider(n = 1)\ncomputed\n1\n1");
    assertThat(cell.stdout()).isEqualTo("");
    JsonNode outputs =
        updates(changes(frontEnd, slider, "{\"value\":3}"), "update").get(0).path("outputs");
    assertThat(outputs).hasSize(3);
    assertThat(outputs.at("/0/text").asText()).isEqualTo("computed\n");
    assertThat(outputs.at("/1/data").path("text/html").asText()).isEqualTo("<b>3</b>");
    assertThat(outputs.at("/2/data").path("text/plain").asText()).isEqualTo("9");

    Answered failed = changes(frontEnd, slider, "{\"value\":5}");
    JsonNode error = updates(failed, "update").get(0).at("/outputs/2");
    assertThat(error.path("output_type").asText()).isEqualTo("error");
    assertThat(error.path("evalue").asText()).isEqualTo("not five");
    assertThat(updates(changes(frontEnd, slider, "{\"value\":2}"), "update").get(0).path("outputs"))
        .hasSize(3);
  }

  @Test
  void areToldToAPageThatIsLoadedAgain(FrontEnd frontEnd) {
    String id = shown(frontEnd.run(IMPORTS + "new Checkbox(\"again\", true)"));

    assertThat(
            updates(says(frontEnd, id, "{\"method\":\"request_state\"}"), "update")
                .get(0)
                .path("description")
                .asText())
        .isEqualTo("again");
    ObjectNode open =
        Json.object().put("comm_id", "ctl").put("target_name", "jupyter.widget.control");
    open.putObject("data");
    frontEnd.await(frontEnd.send(Channel.SHELL, "comm_open", open), "idle");
    Answered all = says(frontEnd, "ctl", "{\"method\":\"request_states\"}");
    JsonNode states = all.contents("comm_msg").get(0).at("/data/states");
    assertThat(states.path(id).path("model_name").asText()).isEqualTo("CheckboxModel");
    assertThat(states.path(id).at("/state/value").asBoolean()).isTrue();
  }

  @Test
  void ignoreWhatIsDoneToAClosedOneAndSaySo(FrontEnd frontEnd) {
    String id = shown(frontEnd.run(IMPORTS + "var w8 = new IntSlider(\"n\", 0, 9); w8"));
    frontEnd.run("w8.close();");
    Answered late = changes(frontEnd, id, "{\"value\":7}");

    assertThat(late.stderr()).contains("is closed", "ignored", "run its cell again");
    assertThat(frontEnd.run("w8.value()").result()).isEqualTo("0");
    Answered again = frontEnd.run("w8");
    assertThat(again.result()).isEqualTo("IntSlider(n = 0), closed");
    assertThat(again.contents("execute_result").get(0).path("data").has(VIEW)).isFalse();
  }

  @Test
  void areTextWhereTheFrontEndKnowsNoWidgets(FrontEnd frontEnd) {
    Answered made = frontEnd.run(IMPORTS + "var w10 = new IntSlider(\"n\", 0, 9);");
    String id = opened(made, "IntSliderModel").path("id").asText();
    ObjectNode close = Json.object().put("comm_id", id);
    close.putObject("data");
    frontEnd.await(frontEnd.send(Channel.SHELL, "comm_close", close), "idle");

    Answered shown = frontEnd.run("w10");
    assertThat(shown.result()).isEqualTo("IntSlider(n = 0)");
    assertThat(shown.contents("execute_result").get(0).path("data").has(VIEW)).isFalse();
  }

  @Test
  void leaveTheTextOfAnOutputThatWasClosedAsItIs(FrontEnd frontEnd) {
    String code = "var w11 = new Output(); w11.show(() -> \"12 servers\"); w11.close(); w11";

    assertThat(frontEnd.run(IMPORTS + code).result()).isEqualTo("12 servers");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "new IntSlider(\"n\", 5, 5) | \"n\" has no range: 5 is not less than 5",
        "new IntSlider(\"n\", 0, 9, 10, 1) | \"n\" cannot be 10; it goes from 0 to 9",
        "new FloatSlider(\"x\", 0, 1, 0, 0) | \"x\" has steps of 0.0; they must be greater than 0",
        "new FloatSlider(\"x\", 0, 1.0 / 0) | \"x\" goes from 0.0 to Infinity; both ends must be finite",
        "new Label(null) | the value of a widget is null",
        "new IntSlider(null, 0, 3) | the description of a widget is null",
        "new HBox((Widget) null) | a widget in a box is null",
        "new IntProgress(\"p\", 0) | \"p\" has no range: 0 is not less than 0",
        "new FloatProgress(\"p\", -1) | \"p\" has no range: 0.0 is not less than -1.0",
        "new FloatProgress(\"p\", 1).value(0.0 / 0) | \"p\" cannot be filled by NaN",
        "new Dropdown<String>(\"d\") | \"d\" has nothing to choose from",
        "new Dropdown<>(\"d\", \"a\").value(\"b\") | Dropdown \"d\" cannot be b; it takes one of [a]",
        "new IntSlider(\"n\", 0, 9).value(12) | IntSlider \"n\" cannot be 12; it takes whole numbers from 0 to 9",
      })
  void refuseWhatTheyCannotBe(String made, String message, FrontEnd frontEnd) {
    assertThat(frontEnd.run(IMPORTS + made + ";").errorValue()).isEqualTo(message);
  }

  @Test
  void keepTheirValueWhereTheFrontEndSendsNonsense(FrontEnd frontEnd) {
    String id = shown(frontEnd.run(IMPORTS + "var w9 = new IntSlider(\"n\", 0, 9); w9"));
    Answered nonsense = changes(frontEnd, id, "{\"value\":\"many\"}");

    assertThat(nonsense.stderr())
        .contains("IntSlider \"n\" cannot be many; it takes whole numbers from 0 to 9");
    assertThat(frontEnd.run("w9.value()").result()).isEqualTo("0");
  }
}
