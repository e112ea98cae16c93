package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many requests at once; the heart beats throughout. */
@ExtendWith(SharedKernel.class)
class LoadTest {

  private static final int MANY = 1_000;
  private static final int FAILING = 30;

  @Test
  void answersAThousandWaitingCellsInOrderAndRunsNoneBehindAFailure(
      FrontEnd frontEnd, KernelProcess kernel) {
    try (Heartbeats heart = new Heartbeats(kernel.connection)) {
      frontEnd.run("int ran = 0;");
      Message first = frontEnd.send("Thread.sleep(300); ran++");
      List<Message> cells = new ArrayList<>(List.of(first));
      for (int i = 1; i < MANY; i++) {
        cells.add(frontEnd.send(i == FAILING ? "1 / 0" : "ran++"));
      }
      List<String> expected = new ArrayList<>();
      List<String> statuses = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        expected.add(i < FAILING ? "ok" : i == FAILING ? "error" : "aborted");
        statuses.add(frontEnd.answered(cells.get(i)).status());
      }

      assertThat(statuses).isEqualTo(expected);
      assertThat(frontEnd.repliesTo(cells)).isEqualTo(cells.stream().map(Message::id).toList());
      assertThat(frontEnd.run("ran").result()).isEqualTo(String.valueOf(FAILING));
      assertThat(heart.slowestMillis()).isLessThan(1_000);
    }
  }

  @Test
  void answersAThousandQuestionsWhileACellRuns(FrontEnd frontEnd, KernelProcess kernel) {
    try (Heartbeats heart = new Heartbeats(kernel.connection)) {
      Message running = frontEnd.send("System.out.print(\"on\"); while (true) {}");
      frontEnd.awaitOutput(running, "on");
      List<Message> questions = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        String type = i % 2 == 0 ? "kernel_info_request" : "is_complete_request";
        Channel channel = i % 4 < 2 ? Channel.SHELL : Channel.CONTROL;
        questions.add(frontEnd.send(channel, type, Json.object().put("code", "{")));
      }
      for (Message question : questions) {
        Answered answer = frontEnd.answered(question);
        assertThat(answer.status()).isIn("ok", "incomplete");
      }
      frontEnd.interrupt();
      frontEnd.answered(running);
      assertThat(heart.slowestMillis()).isLessThan(1_000);
    }
  }

  /** The debugger's library queues an event for each class, and stops the JVM at ten thousand. */
  @Test
  void goesOnAfterTensOfThousandsOfClassesWereLoaded(FrontEnd frontEnd) {
    Message loop = frontEnd.send("System.out.print(\"on\"); while (true) {}");
    frontEnd.awaitOutput(loop, "on");
    frontEnd.interrupt();
    frontEnd.answered(loop); // It was stopped through the debugger, so that has attached.

    frontEnd.run(
        """
        for (int i = 0; i < 12_000; i++) {
          java.lang.reflect.Proxy.newProxyInstance(
              new ClassLoader() { }, new Class<?>[] {Runnable.class}, (proxy, method, all) -> null);
        }
        """);

    assertThat(frontEnd.run("20 + 1").result()).isEqualTo("21");
  }
}
