package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code %timeout}. */
@ExtendWith(SharedKernel.class)
class TimeLimitTest {

  @AfterEach
  void isOff(FrontEnd frontEnd) {
    frontEnd.run("%timeout off");
  }

  @Test
  void stopsTheCellsBehindItThatTakeLongerAndKeepsVariables(FrontEnd frontEnd) {
    frontEnd.run("int kept = 3;\n%timeout 1");
    Answered late = frontEnd.run("while (true) { }");
    Answered shown = frontEnd.run("%timeout");
    frontEnd.run("%timeout off");

    assertThat(late.errorName()).isEqualTo("Interrupted");
    assertThat(late.errorValue())
        .isEqualTo(
            "it took longer than the 1 s of %timeout; the cell was stopped; variables are kept");
    assertThat(shown.result()).isEqualTo("1 s");
    assertThat(frontEnd.run("Thread.sleep(1_100); kept").result()).isEqualTo("3");
    assertThat(frontEnd.run("%timeout").result()).isEqualTo("no limit");
  }

  @Test
  void doesNotCountTheTimeUntilAPersonAnswers(FrontEnd frontEnd) throws InterruptedException {
    frontEnd.run("%timeout 3");
    Message cell = frontEnd.send("input(\"who? \") + \"!\"");
    Message question = frontEnd.await(cell, "input_request");
    Thread.sleep(3_500);
    frontEnd.reply(question, "me");

    assertThat(frontEnd.answered(cell).result()).isEqualTo("me!");
  }

  @Test
  void isSetAndShownHoweverShortItIs(FrontEnd frontEnd) {
    frontEnd.run("%timeout 0.1");

    assertThat(frontEnd.run("Thread.sleep(60_000);").errorName()).isEqualTo("Interrupted");
    assertThat(frontEnd.run("%timeout").result()).isEqualTo("0.1 s");
  }

  @Test
  void isANumberOfSeconds(FrontEnd frontEnd) {
    assertThat(frontEnd.run("%timeout soon").errorValue())
        .isEqualTo(
            "\"soon\" is no number of seconds from 0.1 to a year; %timeout 30, or %timeout off");
    assertThat(frontEnd.run("%timeout 1 2").errorValue()).startsWith("usage: %timeout ");
    assertThat(frontEnd.run("%timeout").result()).isEqualTo("no limit");
  }
}
