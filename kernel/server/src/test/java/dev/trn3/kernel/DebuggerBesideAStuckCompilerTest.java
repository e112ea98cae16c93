package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A thread stands in a cell of one shell, while the compiler is at work for ever for another. */
@ExtendWith(SharedKernel.class)
class DebuggerBesideAStuckCompilerTest extends DebugClient {

  private static final String HELD =
      """
      int held(int kept) {
          return kept;
      }
      held(7)
      """;

  @TempDir private Path folder;
  private String shell;
  private Message standing;
  private Message endless;
  private JsonNode stopped;

  @BeforeEach
  void stand() {
    frontEnd.run(StuckCompilerTest.TWICE);
    frontEnd.run(
        """
        int after(String file) {
          try {
            new java.io.File(file + ".begun").createNewFile();
            while (!new java.io.File(file).exists()) Thread.sleep(10);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          return 8;
        }
        """);
    Message create = frontEnd.send(Channel.CONTROL, "create_subshell_request", Json.object());
    shell = frontEnd.answered(create).reply().path("subshell_id").asText();
    breakAt(HELD, 2);
    standing = frontEnd.send(HELD);
    stopped = event("stopped");
  }

  @AfterEach
  void stop() {
    frontEnd.interrupt();
    assertThat(frontEnd.answered(endless).errorName()).isEqualTo("Interrupted");
    assertThat(frontEnd.answered(standing).errorName()).isEqualTo("Interrupted");
    var content = Json.object().put("subshell_id", shell);
    frontEnd.answered(frontEnd.send(Channel.CONTROL, "delete_subshell_request", content));
    assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
  }

  private void keepTheCompilerBusy(KernelProcess kernel) {
    ObjectNode code = Json.object().put("code", StuckCompilerTest.ENDLESS);
    endless = Message.of("execute_request", "s", "tester", code);
    endless.header().put("subshell_id", shell);
    frontEnd.sendSigned(Channel.SHELL, endless);
    StuckCompilerTest.awaitTheCompiler(kernel);
  }

  private static void await(Path file) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    while (!Files.exists(file)) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(10);
    }
  }

  @Test
  void copiesNoVariableAndSaysWhy(KernelProcess kernel) {
    int frame = stack(stopped).path(0).path("id").asInt();
    keepTheCompilerBusy(kernel);

    ObjectNode copy = Json.object().put("srcFrameId", frame).put("srcVariableName", "kept");

    assertThat(refused("copyToGlobals", copy.put("dstVariableName", "copied")))
        .isEqualTo("the compiler is at work on a cell; ask again when that is done");
  }

  @Test
  void answersWhatItHasEvaluatedAndDropsItLater(KernelProcess kernel) throws Exception {
    Path file = folder.resolve("now");
    int frame = stack(stopped).path(0).path("id").asInt();
    ObjectNode content = Json.object().put("type", "request").put("command", "evaluate");
    content
        .putObject("arguments")
        .put("expression", "kept + after(\"" + file.toString().replace("\\", "/") + "\")")
        .put("frameId", frame);
    Message request = frontEnd.send(Channel.CONTROL, "debug_request", content);
    await(folder.resolve("now.begun"));
    keepTheCompilerBusy(kernel);

    Files.createFile(file);

    assertThat(frontEnd.answered(request).reply().at("/body/result").asText()).isEqualTo("15");
    frontEnd.interrupt();
    frontEnd.answered(endless);
    frontEnd.answered(standing);
    assertThat(frontEnd.run("debugger$evaluates(7)").errorName()).isEqualTo("CompilationError");
  }
}
