package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Subshells of the real kernel: their cells run beside the main one, in the same worker. */
@ExtendWith(SharedKernel.class)
class SubshellTest {

  private static final String LOOP = "System.out.print(\"runs\"); while (true) {}";

  private static String create(FrontEnd frontEnd) {
    Message request = frontEnd.send(Channel.CONTROL, "create_subshell_request", Json.object());
    return frontEnd.answered(request).reply().path("subshell_id").asText();
  }

  private static void delete(FrontEnd frontEnd, String subshell) {
    ObjectNode content = Json.object().put("subshell_id", subshell);
    Message request = frontEnd.send(Channel.CONTROL, "delete_subshell_request", content);
    assertThat(frontEnd.answered(request).status()).isEqualTo("ok");
  }

  private static Message sendTo(FrontEnd frontEnd, String subshell, String type, ObjectNode what) {
    Message request = Message.of(type, "s", "tester", what);
    request.header().put("subshell_id", subshell);
    frontEnd.sendSigned(Channel.SHELL, request);
    return request;
  }

  private static Message sendTo(FrontEnd frontEnd, String subshell, String code) {
    return sendTo(frontEnd, subshell, "execute_request", Json.object().put("code", code));
  }

  private static Message start(FrontEnd frontEnd, String code) {
    Message cell = frontEnd.send(code);
    frontEnd.awaitOutput(cell, "runs");
    return cell;
  }

  @Test
  void runBesideACellAndShareItsVariables(FrontEnd frontEnd) {
    String subshell = create(frontEnd);
    frontEnd.run("volatile boolean go = false; int shared = 20;");
    Message main =
        start(frontEnd, "System.out.print(\"runs\"); while (!go) Thread.onSpinWait(); shared");

    Answered beside =
        frontEnd.answered(
            sendTo(
                frontEnd, subshell, "int more = shared + 1; System.out.print(\"beside\"); more"));
    assertThat(beside.result()).isEqualTo("21");
    assertThat(beside.stdout()).isEqualTo("beside");
    assertThat(frontEnd.published(main)).extracting(Message::type).doesNotContain("execute_reply");
    frontEnd.answered(sendTo(frontEnd, subshell, "shared = 22; go = true;"));

    Answered ended = frontEnd.answered(main);
    assertThat(ended.result()).isEqualTo("22");
    assertThat(ended.stdout()).isEqualTo("runs");
    assertThat(frontEnd.run("more").result()).isEqualTo("21");
    delete(frontEnd, subshell);
  }

  @Test
  void showVariablesWhileTheMainCellRuns(FrontEnd frontEnd) {
    String subshell = create(frontEnd);
    frontEnd.run("volatile boolean seen = false; int watched = 20;");
    Message main = start(frontEnd, "System.out.print(\"runs\"); while (!seen) Thread.sleep(5);");

    Answered whos = frontEnd.answered(sendTo(frontEnd, subshell, "%whos"));
    assertThat(whos.result())
        .containsPattern("watched +int +20")
        .containsPattern("seen +boolean +false");
    assertThat(frontEnd.answered(sendTo(frontEnd, subshell, "%who")).result()).contains("watched");
    assertThat(frontEnd.published(main)).extracting(Message::type).doesNotContain("execute_reply");
    frontEnd.answered(sendTo(frontEnd, subshell, "seen = true;"));

    assertThat(frontEnd.answered(main).status()).isEqualTo("ok");
    delete(frontEnd, subshell);
  }

  @Test
  void keepTheOutputsOfBothApart(FrontEnd frontEnd) {
    String subshell = create(frontEnd);
    String code =
        "for (int i = 0; i < 300; i++) { System.out.println(\"%s\" + i); Thread.sleep(1); }";
    Message main = frontEnd.send(code.formatted("main"));
    Message beside =
        sendTo(
            frontEnd,
            subshell,
            "Thread t = new Thread(() -> { for (int i = 0; i < 200; i++) System.out.println(\"sub\" + i); });"
                + " t.start(); t.join(); display(\"shown\");");

    assertThat(frontEnd.answered(main).stdout().lines())
        .hasSize(300)
        .allMatch(line -> line.startsWith("main"));
    Answered other = frontEnd.answered(beside);
    assertThat(other.stdout().lines()).hasSize(200).allMatch(line -> line.startsWith("sub"));
    assertThat(other.contents("display_data")).hasSize(1);
    delete(frontEnd, subshell);
  }

  @Test
  void areInterruptedTogetherWithTheMainCell(FrontEnd frontEnd) {
    String subshell = create(frontEnd);
    frontEnd.run("int kept = 7;");
    Message main = start(frontEnd, LOOP);
    Message beside = sendTo(frontEnd, subshell, LOOP);
    frontEnd.awaitOutput(beside, "runs");

    frontEnd.interrupt();

    assertThat(frontEnd.answered(main).errorName()).isEqualTo("Interrupted");
    assertThat(frontEnd.answered(beside).errorName()).isEqualTo("Interrupted");
    assertThat(frontEnd.run("kept").result()).isEqualTo("7");
    assertThat(frontEnd.answered(sendTo(frontEnd, subshell, "kept + 1")).result()).isEqualTo("8");
    delete(frontEnd, subshell);
  }

  @Test
  void areStoppedAloneWhenDeleted(FrontEnd frontEnd) {
    String subshell = create(frontEnd);
    frontEnd.run("volatile boolean end = false;");
    Message main =
        start(frontEnd, "System.out.print(\"runs\"); while (!end) Thread.onSpinWait(); 3");
    Message beside = sendTo(frontEnd, subshell, LOOP);
    frontEnd.awaitOutput(beside, "runs");

    delete(frontEnd, subshell);

    assertThat(frontEnd.answered(beside).errorName()).isEqualTo("Interrupted");
    String other = create(frontEnd);
    frontEnd.answered(sendTo(frontEnd, other, "end = true;"));
    assertThat(frontEnd.answered(main).result()).isEqualTo("3");
    delete(frontEnd, other);
  }

  @Test
  void failWithoutHarmToTheMainCell(FrontEnd frontEnd) {
    String subshell = create(frontEnd);
    frontEnd.run("volatile boolean leave = false;");
    Message main =
        start(frontEnd, "System.out.print(\"runs\"); while (!leave) Thread.onSpinWait(); 4");

    assertThat(frontEnd.answered(sendTo(frontEnd, subshell, "int x = \"no\";")).errorName())
        .isEqualTo("CompilationError");
    assertThat(frontEnd.answered(sendTo(frontEnd, subshell, "1 / 0")).errorName())
        .isEqualTo("java.lang.ArithmeticException");
    frontEnd.answered(sendTo(frontEnd, subshell, "leave = true;"));

    assertThat(frontEnd.answered(main).result()).isEqualTo("4");
    delete(frontEnd, subshell);
  }

  @Test
  void askTheirOwnQuestions(FrontEnd frontEnd) {
    String subshell = create(frontEnd);
    Message main = frontEnd.send("new java.util.Scanner(System.in).nextLine()");
    Message mainQuestion = frontEnd.await(main, "input_request");
    Message beside = sendTo(frontEnd, subshell, "System.in.read() + input(\"sub? \")");
    frontEnd.reply(frontEnd.await(beside, "input_request"), "A");
    Message second =
        frontEnd.awaitAny(each -> each.content().path("prompt").asText().equals("sub? "));
    frontEnd.reply(mainQuestion, "for main");
    frontEnd.reply(second, " for sub");

    assertThat(frontEnd.answered(main).result()).isEqualTo("for main");
    assertThat(frontEnd.answered(beside).result()).isEqualTo("65 for sub");
    delete(frontEnd, subshell);
  }

  @Test
  void handleCommsWhileACellWaitsForThem(FrontEnd frontEnd) {
    String subshell = create(frontEnd);
    frontEnd.run(
        """
        volatile String heard = null;
        dev.trn3.display.comm.Comm.target("late", (comm, opening) -> heard = opening.data());
        """);
    Message main =
        start(
            frontEnd,
            "System.out.print(\"runs\"); while (heard == null) Thread.onSpinWait(); heard");
    ObjectNode content = Json.object().put("comm_id", "s1").put("target_name", "late");
    content.set("data", Json.object().put("x", 1));
    sendTo(frontEnd, subshell, "comm_open", content);

    assertThat(frontEnd.answered(main).result()).isEqualTo("{\"x\":1}");
    delete(frontEnd, subshell);
  }

  @Test
  void compileTogetherWithoutConfusion(FrontEnd frontEnd) {
    List<String> subshells = List.of(create(frontEnd), create(frontEnd));
    List<Message> cells = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String code = "int v%1$d = %1$d; int twice%1$d() { return 2 * v%1$d; } twice%1$d() + v%1$d";
      cells.add(sendTo(frontEnd, subshells.get(i % 2), code.formatted(i)));
    }
    for (int i = 0; i < 20; i++) {
      assertThat(frontEnd.answered(cells.get(i)).result()).isEqualTo(String.valueOf(3 * i));
    }
    subshells.forEach(each -> delete(frontEnd, each));
  }

  @Test
  void surviveTheWorkerThatBothShared(FrontEnd frontEnd) {
    String subshell = create(frontEnd);
    Message main = start(frontEnd, LOOP);
    Message beside = sendTo(frontEnd, subshell, "Runtime.getRuntime().halt(5);");

    assertThat(frontEnd.answered(beside).errorName()).isEqualTo("WorkerEnded");
    assertThat(frontEnd.answered(main).errorName()).isEqualTo("WorkerEnded");
    assertThat(frontEnd.answered(sendTo(frontEnd, subshell, "6")).result()).isEqualTo("6");
    assertThat(frontEnd.run("7").result()).isEqualTo("7");
    delete(frontEnd, subshell);
  }
}
