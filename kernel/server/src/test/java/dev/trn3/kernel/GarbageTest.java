package dev.trn3.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.protocol.Wire;
import dev.trn3.kernel.transport.Transport.Channel;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever arrives on its sockets has no effect without a valid signature, and ends nothing. */
@ExtendWith(SharedKernel.class)
class GarbageTest {

  private static final List<Channel> INCOMING =
      List.of(Channel.SHELL, Channel.CONTROL, Channel.STDIN);

  private static final Wire STRANGER = Wire.signing("another key", "hmac-sha256");

  @Test
  void hasNoEffectWithAWrongSignature(@TempDir Path folder, FrontEnd frontEnd, KernelProcess kernel)
      throws IOException {
    frontEnd.run("int untouched = 1;");
    Path end = folder.resolve("end");
    Message cell =
        frontEnd.send(
            """
            System.out.println("begun");
            while (!new java.io.File("%s").exists()) Thread.sleep(5);
            System.out.println("ended");
            untouched
            """
                .formatted(end));
    frontEnd.awaitOutput(cell, "begun\n");
    List<Message> forged = new ArrayList<>();
    for (Channel channel : INCOMING) {
      for (String type : List.of("execute_request", "shutdown_request", "interrupt_request")) {
        Message request =
            Message.of(type, "s", "stranger", Json.object().put("code", "untouched = 2;"));
        frontEnd.sendFrames(channel, STRANGER.encode(request));
        forged.add(request);
      }
    }
    // What is answered on these channels now was read after all that was forged.
    frontEnd.ask("complete_request", Json.object().put("code", "un").put("cursor_pos", 2));
    frontEnd.answered(frontEnd.send(Channel.CONTROL, "kernel_info_request", Json.object()));
    Files.createFile(end);

    Answered answered = frontEnd.answered(cell);
    assertThat(answered.status()).as(answered.traceback()).isEqualTo("ok");
    assertThat(answered.stdout()).isEqualTo("begun\nended\n");
    assertThat(answered.result()).isEqualTo("1");
    assertThat(frontEnd.run("untouched").result()).isEqualTo("1");
    assertThat(forged).flatMap(frontEnd::published).isEmpty();
    assertThat(frontEnd.repliesTo(forged)).isEmpty();
    assertThat(kernel.process.isAlive()).isTrue();
    assertThat(kernel.log()).contains("the signature does not match the key");
  }

  @Test
  void answersNoQuestionWithAWrongSignature(FrontEnd frontEnd) {
    Message cell = frontEnd.send("input(\"name? \")");
    Message question = frontEnd.await(cell, "input_request");
    Message forged =
        Message.of("input_reply", "s", "stranger", Json.object().put("value", "forged"));

    frontEnd.sendFrames(Channel.STDIN, STRANGER.encode(forged.answering(question)));
    frontEnd.reply(question, "genuine"); // On the same socket, so it is read after the forged one.

    assertThat(frontEnd.answered(cell).result()).isEqualTo("genuine");
  }

  @Test
  void survivesFramesOfAnyShape(FrontEnd frontEnd) {
    SplittableRandom random = new SplittableRandom(5);
    Message valid = Message.of("execute_request", "s", "me", Json.object().put("code", "1"));
    int messages = Integer.getInteger("trn3.fuzz.frames", 300); // A long run asks for more.
    for (int i = 0; i < messages; i++) {
      List<byte[]> frames =
          new ArrayList<>(Wire.signing(KernelProcess.KEY, "hmac-sha256").encode(valid));
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        byte[] junk = new byte[random.nextInt(40)];
        random.nextBytes(junk);
        frames.set(random.nextInt(frames.size()), junk);
      }
      frontEnd.sendFrames(
          INCOMING.get(random.nextInt(3)), frames.subList(0, 1 + random.nextInt(frames.size())));
    }

    assertThat(frontEnd.run("3 + 4").result()).isEqualTo("7");
    assertThat(frontEnd.heartbeatMillis()).isLessThan(1000);
  }

  @Test
  void countsAMessageThatIsSentTwiceOnce(FrontEnd frontEnd) {
    frontEnd.run("int counted = 0;");
    Message once = Message.of("execute_request", "s", "me", Json.object().put("code", "counted++"));
    List<byte[]> frames = Wire.signing(KernelProcess.KEY, "hmac-sha256").encode(once);
    frontEnd.sendFrames(Channel.SHELL, frames);
    frontEnd.sendFrames(Channel.SHELL, frames);
    frontEnd.sendFrames(Channel.CONTROL, frames);

    assertThat(frontEnd.run("counted").result()).isEqualTo("1");
    Message control = frontEnd.send(Channel.CONTROL, "kernel_info_request", Json.object());
    frontEnd.answered(control);
    assertThat(frontEnd.published(once))
        .filteredOn(each -> each.type().equals("status"))
        .hasSize(2);
  }

  @Test
  void survivesThoseWhoDoNotSpeakZeroMq(FrontEnd frontEnd, KernelProcess kernel)
      throws IOException {
    var connection = kernel.connection;
    for (int port :
        new int[] {
          connection.shellPort(),
          connection.controlPort(),
          connection.stdinPort(),
          connection.iopubPort(),
          connection.heartbeatPort()
        }) {
      for (String said : List.of("GET / HTTP/1.0\r\n\r\n", "\u00ff".repeat(300), "")) {
        try (Socket socket = new Socket(connection.ip(), port)) {
          socket.getOutputStream().write(said.getBytes(UTF_8));
        }
      }
    }

    assertThat(frontEnd.run("5 + 6").result()).isEqualTo("11");
    assertThat(frontEnd.heartbeatMillis()).isLessThan(1000);
  }

  @Test
  void toleratesUnknownTypesAndFields(FrontEnd frontEnd) {
    var content = Json.object().put("code", "8").put("from_the_future", true);
    assertThat(frontEnd.ask("execute_request", content).result()).isEqualTo("8");
    Message odd = frontEnd.send(Channel.SHELL, "request_of_the_future", Json.object());
    frontEnd.await(odd, "idle");

    assertThat(frontEnd.published(odd)).hasSize(2);
  }

  @Test
  void servesTwoFrontEndsAtOnce(FrontEnd one, KernelProcess kernel) {
    try (FrontEnd other = new FrontEnd(kernel.connection)) {
      List<Message> ofOne = new ArrayList<>();
      List<Message> ofOther = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        ofOne.add(one.send("System.out.print(\"one\"); " + i));
        ofOther.add(other.send("System.out.print(\"other\"); " + i));
      }
      for (int i = 0; i < 8; i++) {
        var answeredOne = one.answered(ofOne.get(i));
        var answeredOther = other.answered(ofOther.get(i));
        assertThat(answeredOne.stdout() + answeredOne.result()).isEqualTo("one" + i);
        assertThat(answeredOther.stdout() + answeredOther.result()).isEqualTo("other" + i);
      }
      one.await(ofOther.get(7), "idle");
      assertThat(one.published(ofOther.get(3))).extracting(Message::type).contains("stream");
    }
  }

  @Test
  void survivesAFrontEndThatVanishes(FrontEnd frontEnd, KernelProcess kernel) {
    try (FrontEnd vanishing = new FrontEnd(kernel.connection)) {
      vanishing.send("for (int i = 0; i < 20_000; i++) System.out.println(i);");
    }

    assertThat(frontEnd.run("9").result()).isEqualTo("9");
  }
}
