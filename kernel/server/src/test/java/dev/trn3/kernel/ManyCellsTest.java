package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What must not grow with the number of cells, counted: times are measured by the benchmarks. */
@ExtendWith(SharedKernel.class)
class ManyCellsTest {

  private static final int KEPT = 20;

  @Test
  void leaveNoMoreNamesThanTheLatestTwentyOfThem(FrontEnd frontEnd) {
    for (int i = 0; i < 2 * KEPT; i++) {
      frontEnd.run(i + " * 2");
    }
    List<String> first = temporaries(frontEnd);
    for (int i = 0; i < KEPT; i++) {
      frontEnd.run(i + " * 3");
    }

    assertThat(first).hasSizeBetween(1, KEPT);
    assertThat(temporaries(frontEnd)).hasSameSizeAs(first).doesNotContainAnyElementsOf(first);
  }

  @Test
  void thatDeclareOneNameLeaveOne(FrontEnd frontEnd) {
    for (int i = 0; i < KEPT; i++) {
      frontEnd.run("int declaredAgain = " + i + ";");
    }

    assertThat(completions(frontEnd, "declaredAg")).containsExactly("declaredAgain");
    assertThat(frontEnd.run("declaredAgain").result()).isEqualTo(String.valueOf(KEPT - 1));
  }

  /** The names of the values of bare expressions. */
  private static List<String> temporaries(FrontEnd frontEnd) {
    return completions(frontEnd, "$").stream().filter(name -> name.matches("\\$\\d+")).toList();
  }

  private static List<String> completions(FrontEnd frontEnd, String begun) {
    JsonNode reply =
        frontEnd
            .ask(
                "complete_request",
                Json.object().put("code", begun).put("cursor_pos", begun.length()))
            .reply();
    List<String> matches = new ArrayList<>();
    reply.path("matches").forEach(match -> matches.add(match.asText()));
    return matches;
  }
}
