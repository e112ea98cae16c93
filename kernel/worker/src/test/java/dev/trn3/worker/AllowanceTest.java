package dev.trn3.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.worker.Allowance.Answer;
import org.junit.jupiter.api.Test;

class AllowanceTest {

  private final Allowance allowance = Allowance.ofMegabytes(1);

  @Test
  void isForEachCellItsOwn() {
    assertThat(allowance.ask(1, 1_000_000)).isEqualTo(Answer.GRANTED);
    assertThat(allowance.ask(1, 1)).isEqualTo(Answer.SPENT);
    assertThat(allowance.ask(2, 1)).isEqualTo(Answer.GRANTED);
    assertThat(allowance.ask(1, 1)).isEqualTo(Answer.REFUSED);
  }

  @Test
  void namesTheRemedy() {
    assertThat(allowance.notice()).contains("1 MB", "%jvm -Dtrn3.output.megabytes=10");
  }
}
