package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** {@code trn3 shell} in a real terminal, typed into. One session, in order. */
@TestMethodOrder(OrderAnnotation.class)
class ShellInTerminalTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PROMPT = "jshell> ";

  private static Terminal terminal;

  @BeforeAll
  static void open() {
    Tool.need(Tool.TMUX);
    terminal =
        Terminal.open(
            "env JAVA_HOME='%s' '%s' shell"
                .formatted(
                    System.getProperty("java.home"), Repository.ROOT.resolve("kernel/trn3")));
    terminal.await(PATIENCE, screen -> screen.stripTrailing().endsWith(PROMPT.strip()));
  }

  @AfterAll
  static void close() {
    if (terminal != null) {
      terminal.close();
    }
  }

  @Test
  @Order(1)
  void printsAChipAsATextTable() {
    assertThat(answer("TRAINIUM3"))
        .contains("Trainium3", "quantity", "671 TFLOPS", "published")
        .containsPattern("[─-]{5}");
  }

  @Test
  @Order(2)
  void printsAChartAsOneLineAndThePathOfAPicture() {
    String answer = answer("plot(TRN3_ULTRASERVER_GEN2.rooflines(BF16, MXFP8))");
    assertThat(answer).contains("Roofline");
    Matcher path = Pattern.compile("^(/\\S+\\.png)$", Pattern.MULTILINE).matcher(answer);
    assertThat(path.find()).as(answer).isTrue();
    assertThat(Files.exists(Path.of(path.group(1)))).isTrue();
  }

  @Test
  @Order(3)
  void keepsToPlainJava() {
    assertThat(answer("int x = 6 * 7")).contains("x ==> 42");
  }

  @Test
  @Order(4)
  void completesWithTheTabKey() {
    terminal.type("TRN3_ULTRASERVER_GEN2.tota");
    terminal.press("Tab");
    terminal.await(PATIENCE, screen -> screen.contains("TRN3_ULTRASERVER_GEN2.totals("));
    terminal.press("C-c");
    terminal.await(PATIENCE, screen -> screen.stripTrailing().endsWith(PROMPT.strip()));
  }

  @Test
  @Order(5)
  void leavesWithExit() {
    terminal.type("/exit");
    terminal.press("Enter");
    terminal.awaitEnd(Duration.ofSeconds(60));
  }

  /** What a line is answered, up to the next prompt. */
  private static String answer(String line) {
    terminal.clear();
    terminal.type(line);
    terminal.press("Enter");
    Predicate<String> answered =
        screen -> {
          String text = screen.stripTrailing();
          return text.contains(line.substring(0, 5)) && text.endsWith("\n" + PROMPT.strip());
        };
    return terminal.await(PATIENCE, answered);
  }
}
