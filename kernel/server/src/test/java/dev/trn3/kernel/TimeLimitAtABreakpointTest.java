package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.protocol.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code %timeout} while a person looks around in a cell. */
@ExtendWith(SharedKernel.class)
class TimeLimitAtABreakpointTest extends DebugClient {

  @Test
  void doesNotCountTheTimeInWhichACellStands() throws InterruptedException {
    String code = "int seen = 20;\nseen + 1";
    breakAt(code, 2);
    frontEnd.run("%timeout 3");
    try {
      Message cell = frontEnd.send(code);
      JsonNode stopped = event("stopped");
      Thread.sleep(3_500);
      ok("continue", thread(stopped));

      assertThat(frontEnd.answered(cell).result()).isEqualTo("21");
    } finally {
      frontEnd.run("%timeout off");
    }
  }
}
