package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import org.junit.jupiter.api.Test;

/** {@code %reset} and {@code %jvm} ask before they lose what cells have declared. */
class LosingVariablesTest {

  @Test
  void isAgreedToFirst() {
    try (KernelProcess kernel = KernelProcess.start();
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      assertThat(frontEnd.run("%jvm -Dnothing.is.lost=yet").stdout()).contains("takes the next");
      frontEnd.run("int kept = 1; void printed() {}");

      Message declined = frontEnd.send("%reset");
      Message question = frontEnd.await(declined, "input_request");
      assertThat(question.content().path("prompt").asText())
          .contains("would be lost: 1 variable and 1 declaration. Go on?");
      frontEnd.reply(question, "");
      assertThat(frontEnd.answered(declined).stdout()).isEqualTo("Nothing has changed.\n");

      Message interrupted = frontEnd.send("%jvm -Xmx99m");
      frontEnd.await(interrupted, "input_request");
      frontEnd.interrupt();
      assertThat(frontEnd.answered(interrupted).errorName()).isEqualTo("Interrupted");

      assertThat(frontEnd.run("kept").result()).isEqualTo("1");

      Message agreed = frontEnd.send("%reset");
      frontEnd.reply(frontEnd.await(agreed, "input_request"), " Yes ");
      assertThat(frontEnd.answered(agreed).stdout()).contains("are gone");
      assertThat(frontEnd.run("kept").status()).isEqualTo("error");
    }
  }

  @Test
  void needsAFlagWhereNobodyCanBeAsked() {
    try (KernelProcess kernel = KernelProcess.start();
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      frontEnd.run("int kept = 1;");

      assertThat(unattended(frontEnd, "%jvm -Xmx99m").errorValue())
          .isEqualTo(
              "%jvm would lose what cells have declared, and this front end cannot be asked;"
                  + " %jvm -y -Xmx99m goes ahead");
      assertThat(frontEnd.run("kept").result()).isEqualTo("1");
      assertThat(unattended(frontEnd, "%jvm -y -Xmx99m").status()).isEqualTo("ok");
      assertThat(frontEnd.run("kept").status()).isEqualTo("error");
    }
  }

  private static Answered unattended(FrontEnd frontEnd, String code) {
    return frontEnd.ask(
        "execute_request", Json.object().put("code", code).put("allow_stdin", false));
  }
}
