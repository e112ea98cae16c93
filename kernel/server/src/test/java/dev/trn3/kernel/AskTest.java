package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedKernel.class)
class AskTest {

  @Test
  void asksWithAPromptAndGivesTheCellTheReply(FrontEnd frontEnd) {
    Message cell = frontEnd.send("input(\"your name? \") + \"!\"");
    Message question = frontEnd.await(cell, "input_request");
    assertThat(question.content())
        .isEqualTo(Json.object().put("prompt", "your name? ").put("password", false));

    frontEnd.reply(question, "Zoë 😀");

    assertThat(frontEnd.answered(cell).result()).isEqualTo("Zoë 😀!");
  }

  @Test
  void hidesAPassword(FrontEnd frontEnd) {
    Message cell = frontEnd.send("password(\"key? \").length()");
    Message question = frontEnd.await(cell, "input_request");
    assertThat(question.content().path("password").asBoolean()).isTrue();

    frontEnd.reply(question, "four");

    assertThat(frontEnd.answered(cell).result()).isEqualTo("4");
  }

  @Test
  void feedsWhoeverReadsStandardInput(FrontEnd frontEnd) {
    Message cell =
        frontEnd.send(
            """
            var scanner = new java.util.Scanner(System.in);
            int a = scanner.nextInt(); int b = scanner.nextInt(); scanner.nextLine();
            a * b + scanner.nextLine()
            """);
    frontEnd.reply(frontEnd.await(cell, "input_request"), "6 7");
    Message second = second(frontEnd, cell);
    frontEnd.reply(second, "é");

    assertThat(frontEnd.answered(cell).result()).isEqualTo("42é");
  }

  private static Message second(FrontEnd frontEnd, Message cell) {
    Message first = frontEnd.await(cell, "input_request");
    return frontEnd.awaitAny(
        each ->
            each.type().equals("input_request")
                && each.parentId().equals(cell.id())
                && !each.id().equals(first.id()));
  }

  @Test
  void printsWhatCameBeforeTheQuestionFirst(FrontEnd frontEnd) {
    Message cell = frontEnd.send("System.out.print(\"Question: \"); System.in.read()");
    Message question = frontEnd.await(cell, "input_request");
    frontEnd.awaitOutput(cell, "Question: ");
    frontEnd.reply(question, "A");

    assertThat(frontEnd.answered(cell).result()).isEqualTo("65");
    frontEnd.run("System.in.skip(System.in.available());");
  }

  @Test
  void failsAtOnceWhereNobodyMayBeAsked(FrontEnd frontEnd) {
    for (String code :
        new String[] {
          "input(\"x\")", "System.in.read()", "new java.util.Scanner(System.in).next()"
        }) {
      Answered cell =
          frontEnd.ask(
              "execute_request", Json.object().put("code", code).put("allow_stdin", false));

      assertThat(cell.status()).as(code).isEqualTo("error");
    }
    assertThat(
            frontEnd
                .ask(
                    "execute_request",
                    Json.object().put("code", "input(\"x\")").put("allow_stdin", false))
                .errorValue())
        .contains("allow_stdin is false");
  }

  @Test
  void asksAgainAfterAnInterruptedQuestion(FrontEnd frontEnd) {
    Message stopped = frontEnd.send("input(\"first\")");
    Message first = frontEnd.await(stopped, "input_request");
    frontEnd.interrupt();
    assertThat(frontEnd.answered(stopped).errorName()).isEqualTo("Interrupted");
    frontEnd.reply(first, "too late");

    Message cell = frontEnd.send("input(\"second\")");
    Message second = frontEnd.await(cell, "input_request");
    frontEnd.reply(first, "much too late");
    frontEnd.reply(second, "in time");

    assertThat(frontEnd.answered(cell).result()).isEqualTo("in time");
  }

  @Test
  void asksTheFrontEndThatSentTheCell(FrontEnd one, KernelProcess kernel) {
    try (FrontEnd other = new FrontEnd(kernel.connection)) {
      Message cell = other.send("input(\"who? \")");
      other.reply(other.await(cell, "input_request"), "other");

      assertThat(other.answered(cell).result()).isEqualTo("other");
      assertThat(one.run("1").result()).isEqualTo("1");
      Message control = one.send(Channel.CONTROL, "kernel_info_request", Json.object());
      assertThat(one.answered(control).status()).isEqualTo("ok");
    }
  }
}
