package dev.trn3.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DisplayTest {

  /** Writes down what it is told. */
  private static final class Notes implements DisplaySink {
    final List<MimeBundle> bundles = new ArrayList<>();
    final List<String> ids = new ArrayList<>();
    final List<String> calls = new ArrayList<>();

    @Override
    public void show(MimeBundle bundle, String displayId) {
      bundles.add(bundle);
      ids.add(displayId);
      calls.add("show");
    }

    @Override
    public void update(MimeBundle bundle, String displayId) {
      bundles.add(bundle);
      ids.add(displayId);
      calls.add("update");
    }

    @Override
    public void clear(boolean wait) {
      calls.add(wait ? "clear on next" : "clear");
    }

    @Override
    public String ask(String prompt, boolean password) {
      calls.add((password ? "password " : "input ") + prompt);
      return "answer";
    }
  }

  private final Notes notes = new Notes();
  private DisplaySink former;

  @BeforeEach
  void listen() {
    former = Display.redirect(notes);
  }

  @AfterEach
  void restore() {
    Display.redirect(former);
  }

  @Test
  void showsOneBelowTheOtherAndRemembersWhereTheLastStands() {
    Shown shown = Display.display(1, "two", null);
    Display.update(shown, 3);

    assertThat(notes.bundles).extracting(MimeBundle::text).containsExactly("1", "two", "null", "3");
    assertThat(notes.ids).containsExactly(null, null, shown.id(), shown.id());
    assertThat(notes.calls).containsExactly("show", "show", "show", "update");
  }

  @Test
  void replacesOnlyWhatWasShown() {
    Shown shown = Display.display(1);
    for (String id : List.of("nowhere", shown.id() + "0", shown.id() + "x")) {
      Display.update(new Shown(id), 2);
    }

    assertThat(notes.calls).containsExactly("show");
  }

  @Test
  void writesMapsAsJson() {
    assertThat(Display.json(List.of(1, "a\"b", true)).bundle().data())
        .containsEntry("application/json", "[1,\"a\\\"b\",true]");
  }

  @Test
  void showsNullAndNothing() {
    Display.display((Object[]) null);
    Display.display();

    assertThat(notes.bundles).extracting(MimeBundle::text).containsExactly("null");
  }

  @Test
  void tellsContentOfATypeFromTwoTexts() {
    Display.display("<b>x</b>", "text/html");
    Display.display("a", "b");

    assertThat(notes.bundles.get(0).data()).containsEntry("text/html", "<b>x</b>");
    assertThat(notes.bundles.subList(1, 3)).extracting(MimeBundle::text).containsExactly("a", "b");
  }

  @Test
  void showsWhatKnowsItsOwnType() {
    Display.display(
        Display.html("<i>h</i>"),
        Display.markdown("*m*"),
        Display.latex("$l$"),
        Display.svg("<svg/>"),
        Display.json("{}"));

    assertThat(notes.bundles.get(0).data())
        .containsEntry("text/html", "<i>h</i>")
        .containsEntry("text/plain", "h");
    assertThat(notes.bundles.get(1).data()).containsEntry("text/markdown", "*m*");
    assertThat(notes.bundles.get(2).data()).containsEntry("text/latex", "$l$");
    assertThat(notes.bundles.get(3).data()).containsEntry("image/svg+xml", "<svg/>");
    assertThat(notes.bundles.get(4).data()).containsEntry("application/json", "{}");
    assertThat(Display.html("<i>h</i>")).hasToString("h");
  }

  @Test
  void clearsAndAsks() {
    Display.clearOutput();
    Display.clearOutputOnNext();
    String answers = Display.input("name? ") + Display.password("key? ");

    assertThat(answers).isEqualTo("answeranswer");
    assertThat(notes.calls)
        .containsExactly("clear", "clear on next", "input name? ", "password key? ");
  }

  @Test
  void bundlesKeepTheirOrderAndCannotBeChanged() {
    byte[] bytes = {1, 2, -3};
    MimeBundle bundle =
        MimeBundle.text("t").with("image/png", bytes).withMetadata("image/png", "{\"width\":2}");

    assertThat(bundle.data().keySet()).containsExactly("text/plain", "image/png");
    assertThat(bundle.bytes("image/png")).isEqualTo(bytes);
    assertThat(bundle.metadata()).containsEntry("image/png", "{\"width\":2}");
    assertThat(MimeBundle.of("text/html", "x").text()).isEmpty();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> bundle.data().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
