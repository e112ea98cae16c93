package dev.trn3.kernel.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.display.comm.CommEvent.Kind;
import dev.trn3.display.comm.CommMessage;
import dev.trn3.kernel.protocol.Json;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What passes between widgets and the front end of ipywidgets 6, without either of them. */
class EarlyFrontEndTest {

  private static final String PAGE = "the page of Notebook 6";
  private static final String CHOICE =
      "{\"_model_name\":\"DropdownModel\",\"_model_module\":\"@jupyter-widgets/controls\","
          + "\"_options_labels\":[\"a\",\"b\"],\"index\":0}";
  private static final String TEXT = "{\"_model_name\":\"TextModel\",\"value\":\"\"}";
  private static final String ENTER = "{\"method\":\"custom\",\"content\":{\"event\":\"submit\"}}";

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final EarlyFrontEnd early = new EarlyFrontEnd(now::get);

  private static CommEvent event(Kind kind, String id, String target, String data) {
    return new CommEvent(kind, id, target, CommMessage.of(data));
  }

  private static CommEvent message(String id, String data) {
    return event(Kind.MESSAGE, id, "", data);
  }

  private static CommEvent update(String id, String state) {
    return message(id, "{\"method\":\"update\",\"state\":" + state + "}");
  }

  private static CommEvent open(String id, String state) {
    return event(Kind.OPEN, id, "jupyter.widget", "{\"state\":" + state + "}");
  }

  private void greet() {
    assertThat(early.greets(event(Kind.OPEN, "v", EarlyFrontEnd.GREETING, "{}"), PAGE)).isTrue();
  }

  private List<CommEvent> types(String id, String text) {
    String data = "{\"method\":\"backbone\",\"sync_data\":{\"value\":\"" + text + "\"}}";
    return early.heard(message(id, data), PAGE);
  }

  private static List<String> values(List<CommEvent> events) {
    return events.stream().map(each -> state(each).path("value").asText()).toList();
  }

  private static JsonNode state(CommEvent event) {
    return Json.object(event.message().data()).path("state");
  }

  private JsonNode earlyValue(String id, String state) {
    return state(early.said(update(id, state)).get(0)).path("value");
  }

  @Test
  void nothingIsTranslatedBeforeOneHasGreeted() {
    CommEvent opening = open("d", CHOICE);
    CommEvent change = update("d", "{\"index\":1}");
    CommEvent chosen = message("d", "{\"method\":\"backbone\",\"sync_data\":{\"value\":\"b\"}}");
    MimeBundle shown =
        MimeBundle.text("x")
            .with("application/vnd.jupyter.widget-view+json", "{\"model_id\":\"d\"}");

    assertThat(early.said(opening)).containsExactly(opening);
    assertThat(early.said(change)).containsExactly(change);
    assertThat(early.heard(chosen, PAGE)).containsExactly(chosen);
    assertThat(early.view(shown)).isEmpty();
    assertThat(early.output(shown)).isEqualTo(shown);
    greet();
    assertThat(early.said(change)).isNotEqualTo(List.of(change));
    assertThat(early.view(shown)).isPresent();
    assertThat(early.output(shown)).isNotEqualTo(shown);
  }

  @Test
  void aLetterThatIsLateIsHeardForThreeSecondsAfterEnter() {
    greet();
    early.said(open("t", TEXT));

    assertThat(types("t", "on")).isEmpty();
    assertThat(values(early.heard(message("t", ENTER), PAGE))).containsExactly("on");
    now.addAndGet(2_999_999_999L);
    assertThat(values(types("t", "one"))).containsExactly("one");
    now.addAndGet(1);
    assertThat(types("t", "one more")).isEmpty();
  }

  @Test
  void aLineIsFinishedWhenThePersonGoesToAnotherWidget() {
    greet();
    early.said(open("t", TEXT));
    early.said(open("u", TEXT));
    types("t", "one");

    assertThat(values(types("u", "two"))).containsExactly("one");
    List<CommEvent> both = early.heard(message("t", "{\"method\":\"custom\"}"), PAGE);
    assertThat(both).extracting(CommEvent::id).containsExactly("u", "t");
    assertThat(values(both).get(0)).isEqualTo("two");
  }

  @Test
  void aLineThatCodeReplacesIsNotHeard() {
    greet();
    early.said(open("t", TEXT));
    early.said(open("u", TEXT));
    types("t", "one");
    early.said(update("t", "{\"value\":\"set\"}"));

    assertThat(types("u", "two")).isEmpty();
  }

  @Test
  void aLineIsKeptWhileTheOneBeforeIsEchoed() {
    greet();
    early.said(open("t", TEXT));
    types("t", "one");
    early.said(message("t", "{\"method\":\"echo_update\",\"state\":{\"value\":\"on\"}}"));

    assertThat(values(early.heard(message("t", ENTER), PAGE))).containsExactly("one");
  }

  @Test
  void noLabelIsChosenWhereTheIndexNamesNone() {
    greet();
    early.said(open("d", CHOICE));

    assertThat(earlyValue("d", "{\"index\":1}").asText()).isEqualTo("b");
    assertThat(earlyValue("d", "{\"index\":null}").isNull()).isTrue();
    assertThat(earlyValue("d", "{\"index\":2}").isNull()).isTrue();
    assertThat(earlyValue("d", "{\"index\":-1}").isNull()).isTrue();
    assertThat(earlyValue("d", "{\"index\":\"b\"}").isNull()).isTrue();
  }

  @Test
  void labelsThatAreReplacedAreChosenFrom() {
    early.said(open("d", CHOICE));
    early.said(update("d", "{\"_options_labels\":[\"c\",\"d\",\"e\"]}"));
    greet();

    assertThat(earlyValue("d", "{\"index\":2}").asText()).isEqualTo("e");
    assertThat(state(types("d", "d").get(0)).path("index").asInt()).isEqualTo(1);
  }

  @Test
  void aPageOfAnotherFrontEndIsToldWhatAWidgetIsInNoWordsButItsOwn() {
    greet();
    early.said(open("d", CHOICE));
    CommEvent asks = message("d", "{\"method\":\"request_state\"}");
    CommEvent answer = update("d", CHOICE);

    assertThat(early.heard(asks, "a page of JupyterLab")).containsExactly(asks);
    assertThat(early.said(answer)).containsExactly(answer);
    assertThat(early.heard(asks, PAGE)).containsExactly(asks);
    List<CommEvent> twice = early.said(answer);
    assertThat(twice).hasSize(2);
    assertThat(state(twice.get(1))).isEqualTo(state(answer));
    assertThat(twice.get(1).message().data()).contains("\"method\":\"echo_update\"");
    assertThat(state(twice.get(0)).path("_model_module").asText()).isEqualTo("jupyter-js-widgets");
    assertThat(early.said(answer)).containsExactly(answer);
  }
}
