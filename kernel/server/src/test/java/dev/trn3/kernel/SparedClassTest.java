package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Classes that are being initialised when their cell is interrupted. */
@ExtendWith(SharedKernel.class)
class SparedClassTest {

  private static final String SLOW =
      """
      class %s {
        static final int VALUE;
        static {
          System.out.println("begun");
          long end = System.nanoTime() + 700_000_000L;
          while (System.nanoTime() < end) { }
          VALUE = 7;
        }
      }
      """;

  private static Answered interrupted(FrontEnd frontEnd, String code, String ready) {
    Message cell = frontEnd.send(code);
    frontEnd.awaitOutput(cell, ready);
    frontEnd.interrupt();
    return frontEnd.answered(cell);
  }

  @Test
  void sparesAClassThatIsBeingInitialised(FrontEnd frontEnd) {
    frontEnd.run(SLOW.formatted("Slow"));

    Answered cell = interrupted(frontEnd, "while (true) { int ignored = Slow.VALUE; }", "begun\n");

    assertThat(cell.errorValue()).isEqualTo("the cell was stopped; variables are kept");
    assertThat(frontEnd.run("Slow.VALUE").result()).isEqualTo("7");
  }

  @Test
  void isSparedAlsoWhereTheCellIsToReturn(FrontEnd frontEnd) {
    frontEnd.run(SLOW.formatted("Late"));

    Answered cell =
        interrupted(
            frontEnd,
            """
            {
              System.out.println("ready");
              for (int caught = 0; caught < 7; ) {
                try { while (true) { } } catch (Throwable t) { caught++; }
              }
              System.out.println(Late.VALUE);
            }
            """,
            "ready\n");

    assertThat(cell.errorValue()).isEqualTo("the cell was stopped; variables are kept");
    assertThat(frontEnd.run("Late.VALUE").result()).isEqualTo("7");
  }
}
