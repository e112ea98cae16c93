package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Widgets, as the front end of ipywidgets 6 speaks with them, which Debian 12 packages. */
@ExtendWith(SharedKernel.class)
class EarlyWidgetTest {

  private static final String IMPORTS =
      """
      import dev.trn3.display.widget.*;
      import static dev.trn3.display.widget.Interact.interact;
      """;

  private String greeting;

  private static Answered send(FrontEnd frontEnd, String type, ObjectNode content) {
    Message said = frontEnd.send(Channel.SHELL, type, content);
    Message idle = frontEnd.await(said, "idle");
    return new Answered(said, idle, frontEnd.published(said));
  }

  private static Answered says(FrontEnd frontEnd, String comm, String data) {
    ObjectNode content = Json.object().put("comm_id", comm);
    content.set("data", Json.object(data));
    return send(frontEnd, "comm_msg", content);
  }

  private static Answered changes(FrontEnd frontEnd, String widget, String state) {
    return says(
        frontEnd,
        widget,
        "{\"method\":\"backbone\",\"sync_data\":" + state + ",\"buffer_keys\":[]}");
  }

  private Answered greets(FrontEnd frontEnd) {
    greeting = UUID.randomUUID().toString();
    ObjectNode content =
        Json.object().put("comm_id", greeting).put("target_name", "jupyter.widget.version");
    content.putObject("data");
    return send(frontEnd, "comm_open", content);
  }

  /** What is said when the widget of this model is opened, and its id beside it. */
  private static ObjectNode opened(Answered cell, String model) {
    for (JsonNode open : cell.contents("comm_open")) {
      if (open.at("/data/_model_name").asText().equals(model)) {
        return ((ObjectNode) open.path("data")).put("id", open.path("comm_id").asText());
      }
    }
    throw new AssertionError("no " + model + " in " + cell.contents("comm_open"));
  }

  private static String shown(FrontEnd frontEnd, String code, String model) {
    Answered cell = frontEnd.run(IMPORTS + code);
    assertThat(cell.traceback()).isEmpty();
    return opened(cell, model).path("id").asText();
  }

  @BeforeEach
  void greetsTheKernel(FrontEnd frontEnd) {
    Answered greeted = greets(frontEnd);

    assertThat(greeted.contents("comm_msg").get(0).at("/data/version").asText())
        .isEqualTo("~2.1.4");
    assertThat(greeted.contents("comm_close")).isEmpty();
  }

  @Test
  void hearsNothingOfWhatFollowsAGreeting(FrontEnd frontEnd) {
    Answered followed =
        says(frontEnd, greeting, "{\"validated\":true,\"frontend_version\":\"2.1.4\"}");

    assertThat(followed.stderr()).isEmpty();
    assertThat(followed.contents("comm_msg")).isEmpty();
  }

  @Test
  void areOpenedInBothLanguages(FrontEnd frontEnd) {
    Answered cell = frontEnd.run(IMPORTS + "new IntSlider(\"chips\", 1, 64, 4, 1)");

    JsonNode slider = opened(cell, "IntSliderModel");
    assertThat(slider.path("_model_module").asText()).isEqualTo("jupyter-js-widgets");
    assertThat(slider.path("_view_name").asText()).isEqualTo("IntSliderView");
    assertThat(slider.path("value").asInt()).isEqualTo(4);
    assertThat(slider.path("layout").asText())
        .isEqualTo("IPY_MODEL_" + opened(cell, "LayoutModel").path("id").asText());
    assertThat(slider.at("/state/_model_module").asText()).isEqualTo("@jupyter-widgets/controls");
    JsonNode style = opened(cell, "StyleModel");
    assertThat(style.at("/state/_model_name").asText()).isEqualTo("SliderStyleModel");
  }

  @Test
  void areAskedForTheirViewWhereTheyAreShown(FrontEnd frontEnd) {
    Answered cell = frontEnd.run(IMPORTS + "var e1 = new Checkbox(\"x\", true); display(e1); e1");

    String id = opened(cell, "CheckboxModel").path("id").asText();
    assertThat(cell.contents("comm_msg"))
        .hasSize(2)
        .allSatisfy(
            said -> {
              assertThat(said.path("comm_id").asText()).isEqualTo(id);
              assertThat(said.at("/data/method").asText()).isEqualTo("display");
            });
    assertThat(cell.result()).isEqualTo("Checkbox(x = true)");
    assertThat(cell.contents("execute_result").get(0).at("/data/text~1html").asText())
        .isEqualTo("<div class=\"hidden\"><pre>Checkbox(x = true)</pre></div>");
  }

  @Test
  void areAskedForTheirViewWhereTheyReplaceWhatWasShown(FrontEnd frontEnd) {
    String code =
        "var e7 = new Label(\"a < b\"); var place = display(\"soon\"); update(place, e7);";
    Answered cell = frontEnd.run(IMPORTS + code);

    assertThat(cell.traceback()).isEmpty();
    JsonNode asked = cell.contents("comm_msg").get(0);
    assertThat(asked.path("comm_id").asText())
        .isEqualTo(opened(cell, "LabelModel").path("id").asText());
    assertThat(asked.at("/data/method").asText()).isEqualTo("display");
    assertThat(cell.contents("update_display_data").get(0).at("/data/text~1html").asText())
        .isEqualTo("<div class=\"hidden\"><pre>a &lt; b</pre></div>");
  }

  @Test
  void haveTheValueThatAPersonGivesThem(FrontEnd frontEnd) {
    String id =
        shown(
            frontEnd,
            "var e2 = new IntSlider(\"n\", 0, 9);"
                + " e2.onChange(n -> System.out.println(\"now \" + n)); e2",
            "IntSliderModel");

    assertThat(changes(frontEnd, id, "{\"value\":7}").stdout()).isEqualTo("now 7\n");
    assertThat(frontEnd.run("e2.value()").result()).isEqualTo("7");
  }

  @Test
  void areChosenFromByTheirLabels(FrontEnd frontEnd) {
    String id =
        shown(
            frontEnd,
            "var e3 = new Dropdown<>(\"x\", \"MXFP8\", \"BF16\", \"FP8\"); e3",
            "DropdownModel");

    assertThat(changes(frontEnd, id, "{\"value\":\"BF16\"}").stderr()).isEmpty();
    assertThat(frontEnd.run("e3.value()").result()).isEqualTo("BF16");
    assertThat(changes(frontEnd, id, "{\"value\":\"BF17\"}").stderr())
        .contains("cannot be -1")
        .contains("[MXFP8, BF16, FP8]");
    Answered changed = frontEnd.run("e3.value(\"FP8\");");
    assertThat(changed.contents("comm_msg").get(0).at("/data/state"))
        .isEqualTo(Json.object().put("index", 2).put("value", "FP8"));
  }

  @Test
  void haveALineOfTextWhenItIsFinished(FrontEnd frontEnd) {
    String id =
        shown(
            frontEnd,
            "var e4 = new Text(\"x\", \"\");"
                + " e4.onChange(n -> System.out.println(\"now \" + n)); e4",
            "TextModel");

    assertThat(changes(frontEnd, id, "{\"value\":\"a\"}").stdout()).isEmpty();
    assertThat(changes(frontEnd, id, "{\"value\":\"ab\"}").stdout()).isEmpty();
    String enter = "{\"method\":\"custom\",\"content\":{\"event\":\"submit\"}}";
    assertThat(says(frontEnd, id, enter).stdout()).isEqualTo("now ab\n");
    assertThat(frontEnd.run("e4.value()").result()).isEqualTo("ab");
  }

  @Test
  void haveALineOfTextWhenAButtonIsPressedInPlaceOfEnter(FrontEnd frontEnd) {
    String code =
        """
        var e8 = new Text("model", "a");
        var e9 = new Button("go");
        e9.onClick(() -> System.out.println("went with " + e8.value()));
        new HBox(e8, e9)
        """;
    Answered cell = frontEnd.run(IMPORTS + code);
    changes(frontEnd, opened(cell, "TextModel").path("id").asText(), "{\"value\":\"ab\"}");

    String click = "{\"method\":\"custom\",\"content\":{\"event\":\"click\"}}";
    String button = opened(cell, "ButtonModel").path("id").asText();
    assertThat(says(frontEnd, button, click).stdout()).isEqualTo("went with ab\n");
  }

  @Test
  void haveALineOfTextWhenACellIsRunInPlaceOfEnter(FrontEnd frontEnd) {
    String code =
        "var e10 = new Text(\"model\", \"a\");"
            + " e10.onChange(each -> System.out.println(\"now \" + each)); e10";
    String id = shown(frontEnd, code, "TextModel");
    changes(frontEnd, id, "{\"value\":\"ab\"}");

    Answered cell = frontEnd.run("e10.value()");
    assertThat(cell.result()).isEqualTo("ab");
    assertThat(cell.stdout()).isEqualTo("now ab\n");
    assertThat(frontEnd.run("e10.value()").stdout()).isEmpty();
  }

  @Test
  void areStoppedTogetherWithTheCellThatFinishesALineOfText(FrontEnd frontEnd) {
    String code =
        """
        int begun = 0;
        var e11 = new Text("model", "a");
        e11.onChange(
            each -> {
              System.out.println("now " + each);
              while (!Thread.currentThread().isInterrupted()) { }
            });
        e11
        """;
    String id = shown(frontEnd, code, "TextModel");
    changes(frontEnd, id, "{\"value\":\"ab\"}");

    Message cell = frontEnd.send("begun = 1;");
    frontEnd.awaitOutput(cell, "now ab\n");
    frontEnd.interrupt();

    Answered stopped = frontEnd.answered(cell);
    assertThat(stopped.errorName()).isEqualTo("Interrupted");
    assertThat(stopped.errorValue()).contains("before the cell began");
    assertThat(frontEnd.run("begun").result()).isEqualTo("0");
  }

  @Test
  void showWhatCodeShowsAsHtml(FrontEnd frontEnd) {
    String code =
        """
        var e5 = new Output();
        e5.show(() -> {
            System.out.println("a < b");
            display(new java.awt.image.BufferedImage(2, 2, 1));
            display(html("<b>bold</b>"));
            throw new IllegalStateException("no");
        });
        """;
    Answered cell = frontEnd.run(IMPORTS + code);

    assertThat(opened(cell, "HTMLModel").path("_view_name").asText()).isEqualTo("HTMLView");
    String html = cell.contents("comm_msg").get(0).at("/data/state/value").asText();
    assertThat(
            html.split("<div class=\"output_area\"><div class=\"output_subarea rendered_html\">"))
        .hasSize(5)
        .contains("<pre>a &lt; b\n</pre></div></div>", "<b>bold</b></div></div>");
    assertThat(html)
        .contains("<img src=\"data:image/png;base64,iVBOR")
        .contains("<pre>java.lang.IllegalStateException: no\n    at ");
    assertThat(cell.contents("comm_msg").get(0).at("/data/state/outputs")).hasSize(4);
  }

  @Test
  void areBarsOfOneKind(FrontEnd frontEnd) {
    Answered cell = frontEnd.run(IMPORTS + "new HBox(new FloatProgress(\"x\", 2));");

    JsonNode bar = opened(cell, "ProgressModel");
    assertThat(bar.path("_view_name").asText()).isEqualTo("ProgressView");
    assertThat(opened(cell, "HBoxModel").at("/children/0").asText())
        .isEqualTo("IPY_MODEL_" + bar.path("id").asText());
  }

  @Test
  void tellAPageThatIsLoadedAgainWhatTheyAre(FrontEnd frontEnd) {
    String id = shown(frontEnd, "var e6 = new IntProgress(\"x\", 5); e6", "ProgressModel");

    greets(frontEnd);
    Answered told = says(frontEnd, id, "{\"method\":\"request_state\"}");
    assertThat(told.contents("comm_msg")).hasSize(2);
    JsonNode state = told.contents("comm_msg").get(0).at("/data/state");
    assertThat(state.path("_model_name").asText()).isEqualTo("ProgressModel");
    assertThat(state.path("_model_module").asText()).isEqualTo("jupyter-js-widgets");
    assertThat(state.path("max").asInt()).isEqualTo(5);
    JsonNode others = told.contents("comm_msg").get(1).at("/data/state");
    assertThat(others.path("_model_name").asText()).isEqualTo("IntProgressModel");
    assertThat(others.path("_model_module").asText()).isEqualTo("@jupyter-widgets/controls");
  }

  @Test
  void areUnderstoodAfterTheJvmOfTheCellsWasReplaced(FrontEnd frontEnd) {
    frontEnd.run("%reset -y");

    shown(frontEnd, "new Button(\"go\")", "ButtonModel");
  }
}
