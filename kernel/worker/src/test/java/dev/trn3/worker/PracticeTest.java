package dev.trn3.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PracticeTest {

  @Test
  void isSeenByNobodyAndEndsByItself() throws InterruptedException {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    PrintStream watched = new PrintStream(seen, true, StandardCharsets.UTF_8);
    System.setOut(watched);
    System.setErr(watched); // Where Java says what ends a thread.
    try {
      Thread practice = Practice.inBackground();
      practice.join(Duration.ofSeconds(60).toMillis());

      assertThat(practice.isAlive()).as("still at it").isFalse();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(seen.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
