package dev.trn3.notebook.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cells say about how they are compared, in their metadata and tags. */
class DirectivesTest {

  private static Output text(String text) {
    return Output.stream("stdout", text);
  }

  private static Expectation of(String directives, String... tags) {
    Cell cell = Cell.code("a", "1");
    if (!directives.isEmpty()) {
      cell = cell.withMetadata((ObjectNode) Json.object().set("trn3", Json.value(directives)));
    }
    for (String tag : tags) {
      cell = cell.withTag(tag);
    }
    return Expectation.of(Notebook.of("k", "K", "java", List.of(cell)), cell);
  }

  @Test
  void sayHowCloselyACellIsCompared() {
    Expectation said =
        of(
            """
            {"tolerance": "1%", "timeout": "2min", "ignore": ["stdout"], "mask": ["duration"]}""");

    assertThat(said.tolerance()).isEqualTo(new Tolerance(0.01));
    assertThat(said.timeout()).contains(Duration.ofMinutes(2));
    assertThat(said.ignored()).containsExactlyInAnyOrder("stdout", "stderr");
    assertThat(said.masks()).contains(Mask.DURATION, Mask.TIMESTAMP);
    assertThat(of("{\"mask\": [\"none\"]}").masks()).isEmpty();
  }

  @Test
  void leaveOutStreamsTypesOrAll() {
    ObjectNode data = Json.object().put("text/html", "<b>1</b>").put("text/markdown", "1");
    Output shown = Output.rich(Output.Kind.DISPLAY, data, Json.object(), 0);
    Output other =
        Output.rich(
            Output.Kind.DISPLAY, data.deepCopy().put("text/html", "<b>2</b>"), Json.object(), 0);
    List<Output> stored = List.of(text("one"), shown);
    List<Output> got = List.of(text("two"), other);

    assertThat(Comparison.differences(stored, got, of(""))).hasSize(2);
    assertThat(Comparison.differences(stored, got, of("{\"ignore\": [\"stdout\"]}")))
        .containsExactly("line 1: stored 1, got 2 (+100 %, allowed 1e-9)");
    assertThat(Comparison.differences(stored, got, of("{\"ignore\": [\"text/html\"]}")))
        .containsExactly("output 1: line 1: stored \"one\", got \"two\"");
    assertThat(Comparison.differences(stored, got, of("{\"ignore\": [\"outputs\"]}"))).isEmpty();
  }

  @Test
  void maskWhatAPatternMatches() {
    Expectation said = of("{\"mask\": [\"/run-[0-9a-z]+/\", \"/(?<=seed )[0-9]+/\"]}");

    assertThat(
            Comparison.differences(
                List.of(text("run-7f seed 12: 3.1 ms")),
                List.of(text("run-a1 seed 99: 3.1 ms")),
                said))
        .isEmpty();
    assertThat(
            Comparison.differences(
                List.of(text("run-7f seed 12: 3.1 ms")),
                List.of(text("run-a1 seed 99: 3.2 ms")),
                said))
        .containsExactly("line 1: stored 3.1 ms, got 3.2 ms (+3.2 %, allowed 1e-9)");
    assertThatThrownBy(() -> of("{\"mask\": [\"/run-[/\"]}"))
        .hasMessageContaining(
            "mask \"/run-[/\" is no regular expression: Unclosed character class near character");
  }

  @Test
  void understandTagsOfOtherTools() {
    assertThat(of("", "nbval-skip").runs()).isFalse();
    assertThat(of("", "skip-execution").runs()).isFalse();
    assertThat(of("", "nbval-ignore-output").ignores("text/plain")).isTrue();
    assertThat(of("", "nbval-check-output").ignores("stderr")).isFalse();
  }

  @Test
  void failWhereTagsAreNoList() {
    Cell cell = Cell.code("a", "1");
    Cell tagged = cell.withMetadata(Json.object().put("tags", "nbval-skip"));

    assertThatThrownBy(() -> Expectation.of(Notebook.of("k", "K", "java", List.of(tagged)), tagged))
        .hasMessage("cell a: \"tags\" is \"nbval-skip\", not a list such as [\"nbval-skip\"]");
  }

  @Test
  void failWhereTheyAreMisspelt() {
    assertThatThrownBy(() -> of("{\"tolerence\": \"1%\"}"))
        .hasMessage(
            "metadata of cell a, \"trn3\": \"tolerence\" is unknown;"
                + " use tolerance, timeout, ignore, mask");
    assertThatThrownBy(() -> of("{\"timeout\": \"soon\"}"))
        .hasMessageContaining("timeout \"soon\" is no time; write \"30s\" or \"2min\"");
    assertThatThrownBy(() -> of("{\"ignore\": [\"stdour\"]}"))
        .hasMessageContaining("ignore \"stdour\" is unknown");
    assertThatThrownBy(() -> of("{\"mask\": [\"time\"]}"))
        .hasMessageContaining("mask \"time\" is unknown; use timestamp, address, duration");
    assertThatThrownBy(() -> of("", "nbval-nonsense"))
        .hasMessage(
            "cell a: tag \"nbval-nonsense\" is unknown; use nbval-skip,"
                + " nbval-ignore-output, nbval-check-output, nbval-raises-exception");
  }

  @Test
  void failWhereTheNameAboveThemIsMisspelt() {
    ObjectNode ours = (ObjectNode) Json.object().set("tnr3", Json.value("{\"tolerance\": \"1%\"}"));
    Cell cell = Cell.code("a", "1");
    Cell wrong = cell.withMetadata(ours);
    Notebook notebook = Notebook.of("k", "K", "java", List.of(cell));

    assertThatThrownBy(() -> Expectation.of(notebook, wrong))
        .hasMessage("metadata of cell a: \"tnr3\" is unknown; did you mean \"trn3\"?");
    assertThatThrownBy(() -> Expectation.of(notebook.withMetadata(ours), cell))
        .hasMessage("metadata of the notebook: \"tnr3\" is unknown; did you mean \"trn3\"?");
    Cell others =
        cell.withMetadata((ObjectNode) Json.object().set("tr3", Json.value("{\"x\": 1}")));
    assertThat(Expectation.of(notebook, others)).isEqualTo(Expectation.STRICT);
  }

  @Test
  void nameTheTagThatWasMeantAndLeaveThoseOfOtherProgramsAlone() {
    Map<String, String> meant =
        Map.of(
            "raise-exception", "raises-exception",
            "Raises_Exception", "raises-exception",
            "skip_execution", "skip-execution",
            "nbval-ignroe-output", "nbval-ignore-output",
            "nbval-ignore-ouput", "nbval-ignore-output",
            "parameter", "parameters");
    meant.forEach(
        (tag, known) ->
            assertThatThrownBy(() -> of("", tag))
                .hasMessage("cell a: tag \"" + tag + "\" is unknown; did you mean " + known + "?"));

    assertThat(of("", "hide-input", "remove-cell", "skip", "no-execute", "keep_output", "slow"))
        .isEqualTo(of(""));
  }
}
