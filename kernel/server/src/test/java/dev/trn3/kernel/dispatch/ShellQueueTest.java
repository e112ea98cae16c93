package dev.trn3.kernel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShellQueueTest {

  @Test
  void saysWhichRequestWasNotAnsweredAndWhyAndGoesOn() throws Exception {
    PrintStream standard = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    CountDownLatch ended = new CountDownLatch(1);
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      ShellQueue queue =
          new ShellQueue(
              0,
              each -> {
                throw new IllegalStateException("no chips");
              },
              ended::countDown);
      queue.add(Channel.SHELL, Message.of("is_complete_request", "s", "ada", Json.object()));
      queue.end();
      queue.start((thread, failure) -> {});

      assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      System.setErr(standard);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "A request was not answered: is_complete_request:"
                + " java.lang.IllegalStateException: no chips\n");
  }
}
