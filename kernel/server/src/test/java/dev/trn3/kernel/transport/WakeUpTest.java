package dev.trn3.kernel.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.junit.jupiter.api.Test;

class WakeUpTest {

  private static final long PATIENCE_MILLIS = 30_000;

  @Test
  void wakesAlsoWhereTheThreadThatRingsWasInterrupted() throws Exception {
    WakeUp wakeUp = new WakeUp();
    try (Selector selector = Selector.open()) {
      wakeUp.channel().register(selector, SelectionKey.OP_READ);
      for (int i = 0; i < 2; i++) {
        Thread.currentThread().interrupt();
        wakeUp.ring();

        assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
        assertThat(selector.select(PATIENCE_MILLIS)).isEqualTo(1);
        selector.selectedKeys().clear();
        wakeUp.heard();
      }
    } finally {
      wakeUp.close();
    }
  }
}
