package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedKernel.class)
class StopAmongExceptionsTest {

  /** Whatever is thrown into it is caught but where the outer loop begins. */
  private static final String THROWS =
      """
      {
        Exception known = new Exception();
        System.out.println("ready");
        while (true) try {
          while (true) try { throw known; } catch (Exception e) { }
        } catch (Throwable t) { }
      }
      """;

  @Test
  void doesNotEndTheJvmWhereItHitsTheThrowingOfOne(FrontEnd frontEnd, KernelProcess kernel) {
    frontEnd.run("int kept = 7;");
    for (int i = 0; i < 10; i++) {
      Answered answered = frontEnd.interrupted(THROWS, "ready\n");

      assertThat(answered.errorValue())
          .as("interrupt %d: %s", i, kernel.log())
          .isEqualTo("the cell was stopped; variables are kept");
      frontEnd.forget();
    }
    assertThat(frontEnd.run("kept").result()).isEqualTo("7");
  }
}
