package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import java.util.concurrent.TimeUnit;
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

  @Test
  void sparesAClassThatIsBeingInitialised(FrontEnd frontEnd) {
    frontEnd.run(SLOW.formatted("Slow"));

    Answered cell = frontEnd.interrupted("while (true) { int ignored = Slow.VALUE; }", "begun\n");

    assertThat(cell.errorValue()).isEqualTo("the cell was stopped; variables are kept");
    assertThat(frontEnd.run("Slow.VALUE").result()).isEqualTo("7");
  }

  @Test
  void givesWhatWasSparedTheSameTimeToShowWhatItHas(FrontEnd frontEnd) {
    frontEnd.run(SLOW.formatted("Thorough"));

    Answered cell =
        frontEnd.interrupted(
            """
            {
              int value = Thorough.VALUE;
              while (!Thread.interrupted()) { }
              long end = System.nanoTime() + 300_000_000L;
              while (System.nanoTime() < end) { }
              System.out.println("so far: " + value);
            }
            """,
            "begun\n");

    assertThat(cell.errorValue()).isEqualTo("the cell was stopped; variables are kept");
    assertThat(cell.stdout()).endsWith("so far: 7\n");
  }

  @Test
  void isLeftAtOnceWhereItWaitsForALockOfAnotherAndCanBeUsedLater(FrontEnd frontEnd) {
    frontEnd.run(
        LeftCellTest.TAKES_A_LOCK
            + """
        class Locked {
          static final int VALUE;
          static {
            System.out.println("begun");
            synchronized (lock) { VALUE = 8; }
          }
        }
        """);

    long began = System.nanoTime();
    Answered cell = frontEnd.interrupted("int value = Locked.VALUE;", "begun\n");
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

    assertThat(cell.errorValue()).contains("waits for a lock").contains("variables are kept");
    assertThat(millis).as("less than what is spared").isLessThan(3_000);
    assertThat(frontEnd.run("let.countDown(); Locked.VALUE").result()).isEqualTo("8");
  }

  @Test
  void isSparedAlsoWhereTheCellIsToReturn(FrontEnd frontEnd) {
    frontEnd.run(SLOW.formatted("Late"));

    Answered cell =
        frontEnd.interrupted(
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
