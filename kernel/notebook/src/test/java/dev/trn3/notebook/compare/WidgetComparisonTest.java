package dev.trn3.notebook.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.notebook.format.Output;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Widgets are compared by their texts. */
class WidgetComparisonTest {

  private static final String VIEW = "application/vnd.jupyter.widget-view+json";

  private static Output widget(String id, String text, String html) {
    ObjectNode data = Json.object().put("text/plain", text);
    data.putObject(VIEW).put("model_id", id);
    if (html != null) {
      data.put("text/html", html);
    }
    return Output.rich(Output.Kind.DISPLAY, data, Json.object(), 0);
  }

  private static List<String> differences(Output stored, Output got) {
    return Comparison.differences(List.of(stored), List.of(got), Expectation.STRICT);
  }

  @Test
  void htmlThatOnlySomeFrontEndsGetIsNotMissed() {
    Output plain = widget("a", "IntSlider(n = 0)", null);
    Output both = widget("b", "IntSlider(n = 0)", "<pre>IntSlider(n = 0)</pre>");

    assertThat(differences(plain, both)).isEmpty();
    assertThat(differences(both, plain)).isEmpty();
    assertThat(differences(both, widget("c", "IntSlider(n = 0)", "<b>0</b>"))).isEmpty();
  }

  @Test
  void anotherTextIsFoundOnce() {
    Output stored = widget("a", "IntSlider(n = 0)", "<pre>IntSlider(n = 0)</pre>");
    Output got = widget("b", "IntSlider(n = 1)", "<pre>IntSlider(n = 1)</pre>");

    assertThat(differences(stored, got)).hasSize(1);
  }
}
