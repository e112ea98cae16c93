package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.protocol.Json;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What consoles ask before they run what was typed. */
@ExtendWith(SharedKernel.class)
class CompletenessTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "int x = 1;, complete, ",
        "int x = 1, complete, ",
        "int y = , incomplete, ``",
        "for (;;) {, incomplete, `    `",
        "if (true), incomplete, `    `",
        "if (true) x();, complete, ",
        "if (true) { }, complete, ",
        "if (true) x(); else, incomplete, `    `",
        "while (x > 0), incomplete, `    `",
        "`  for (int i : all)`, incomplete, `      `",
        "int a = 1; if (a > 0), incomplete, `    `",
        "}, invalid, ",
        "`\"unfinished`, invalid, ",
        "/* unfinished, incomplete, ``",
        "%time, complete, ",
        "``, complete, "
      })
  void isSaidOfWhatWasTyped(String code, String status, String indent, FrontEnd frontEnd) {
    JsonNode reply = frontEnd.ask("is_complete_request", Json.object().put("code", code)).reply();

    assertThat(reply.path("status").asText()).isEqualTo(status);
    assertThat(reply.path("indent").asText(null)).isEqualTo(indent);
  }
}
