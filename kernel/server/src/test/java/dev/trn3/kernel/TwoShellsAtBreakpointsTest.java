package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cells of two shells, each of which stands where a person looks around in it. */
@ExtendWith(SharedKernel.class)
class TwoShellsAtBreakpointsTest extends DebugClient {

  private static Message inShell(String id, String code) {
    Message cell = Message.of("execute_request", "s", "tester", Json.object().put("code", code));
    cell.header().put("subshell_id", id);
    return cell;
  }

  @Test
  void areBothStoppedByOneInterruptAndBreakpointsHoldAgain(KernelProcess kernel) {
    frontEnd.run("int kept = 7;");
    Message create = frontEnd.send(Channel.CONTROL, "create_subshell_request", Json.object());
    String shell = frontEnd.answered(create).reply().path("subshell_id").asText();
    String mine = "int seen = 20;\nwhile (true) { }";
    String other = "int looked = 20;\nwhile (true) { try { looked++; } catch (Throwable t) { } }";
    breakAt(mine, 2);
    breakAt(other, 2);
    Message first = frontEnd.send(mine);
    event("stopped");
    Message second = inShell(shell, other);
    frontEnd.sendSigned(Channel.SHELL, second);
    event("stopped");

    frontEnd.interrupt();

    for (Message cell : new Message[] {first, second}) {
      Answered answered = frontEnd.answered(cell);
      assertThat(answered.errorValue())
          .as(kernel.log())
          .isEqualTo("the cell was stopped; variables are kept");
    }
    assertThat(frontEnd.run("kept").result()).isEqualTo("7");
    Message again = frontEnd.send(mine);
    event("stopped");
    frontEnd.interrupt();
    assertThat(frontEnd.answered(again).errorName()).isEqualTo("Interrupted");
    var content = Json.object().put("subshell_id", shell);
    frontEnd.answered(frontEnd.send(Channel.CONTROL, "delete_subshell_request", content));
  }
}
