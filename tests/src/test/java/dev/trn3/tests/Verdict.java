package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What became of a test that was run in another language. */
record Verdict(String group, String test, String outcome, String detail) {

  /** The verdicts of a file, one JSON object on each line, as tests of ours. */
  static Stream<DynamicTest> in(Path file, int atLeast) throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode tree = new ObjectMapper().readTree(line);
      verdicts.add(
          new Verdict(
              tree.path("group").asText(),
              tree.path("test").asText(),
              tree.path("outcome").asText(),
              tree.path("detail").asText()));
    }
    assertThat(verdicts).as("tests that ran").hasSizeGreaterThanOrEqualTo(atLeast);
    return verdicts.stream().map(Verdict::asTest);
  }

  /** Passes where the test has passed; one that was skipped has not. */
  private DynamicTest asTest() {
    String name = (group + " " + test.replaceFirst("^test_", "")).replace('_', ' ');
    return DynamicTest.dynamicTest(
        name,
        () -> {
          if (!outcome.equals("passed")) {
            fail(outcome + "\n" + detail);
          }
        });
  }
}
