package dev.trn3.kernel.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;

/** What is published to front ends that read, that read later, and that read no more. */
@Timeout(60)
class BroadcastTest {

  private static final int PATIENCE_MILLIS = 20_000;

  /** More than sockets of this system hold for both sides. */
  private static final int LENGTH = 100_000;

  private final ZContext context = new ZContext(1);
  private Socket socket;
  private String address;

  @BeforeEach
  void bind() {
    context.setLinger(0);
    socket = context.createSocket(SocketType.XPUB);
    socket.setXpubVerbose(true);
    socket.setSndHWM(Broadcast.AHEAD);
    address = "tcp://127.0.0.1:" + socket.bindToRandomPort("tcp://127.0.0.1");
  }

  @AfterEach
  void close() {
    context.close();
  }

  /** A front end that keeps no more than one message until it reads. */
  private Socket frontEnd() {
    Socket frontEnd = context.createSocket(SocketType.SUB);
    frontEnd.setRcvHWM(1);
    frontEnd.setReceiveTimeOut(PATIENCE_MILLIS);
    frontEnd.subscribe("");
    frontEnd.connect(address);
    assertThat(socket.recv()).as("its subscription").containsExactly(1);
    return frontEnd;
  }

  private static List<byte[]> message(int number) {
    return List.of("topic".getBytes(UTF_8), "%d ".formatted(number).repeat(LENGTH).getBytes(UTF_8));
  }

  private static int number(Socket frontEnd) {
    assertThat(frontEnd.recvStr()).isEqualTo("topic");
    return numberOf(frontEnd.recvStr());
  }

  private static int numberOf(String text) {
    return Integer.parseInt(text.substring(0, text.indexOf(' ')));
  }

  /** Sends what waits until nothing does, as the thread of the sockets. */
  private static Thread sending(Broadcast broadcast) {
    Thread thread =
        new Thread(
            () -> {
              int again;
              while ((again = broadcast.send()) >= 0) {
                try {
                  Thread.sleep(again);
                } catch (InterruptedException e) {
                  return;
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void losesNothingForOneThatReadsLaterAndSaysThatThereIsNoRoomMeanwhile() throws Exception {
    Broadcast broadcast = new Broadcast(socket);
    Socket late = frontEnd();
    int count = 2 * Broadcast.AHEAD;
    for (int i = 0; i < count; i++) {
      broadcast.add(message(i));
    }
    Thread sending = sending(broadcast);
    sending.join(500);

    assertThat(sending.isAlive()).as("more waits than is kept for it").isTrue();
    assertThat(broadcast.room()).isNotDone();
    for (int i = 0; i < count; i++) {
      assertThat(number(late)).isEqualTo(i);
    }
    sending.join();
    assertThat(broadcast.room()).isDone();
  }

  @Test
  void goesOnWithoutOneThatTakesNothingUntilItReadsAgain() throws Exception {
    Broadcast broadcast = new Broadcast(socket, Duration.ofMillis(300));
    Socket stopped = frontEnd();
    Socket reads = frontEnd();
    int count = 3 * Broadcast.AHEAD;
    for (int i = 0; i < count; i++) {
      broadcast.add(message(i));
    }
    Thread sending = sending(broadcast);

    for (int i = 0; i < count; i++) {
      assertThat(number(reads)).isEqualTo(i);
    }
    sending.join();
    List<Integer> heard = new ArrayList<>();
    stopped.setReceiveTimeOut(50);
    for (int next = count; heard.isEmpty() || heard.get(heard.size() - 1) < count; next++) {
      broadcast.add(message(next));
      assertThat(broadcast.send()).as("waits again").isEqualTo(-1);
      assertThat(number(reads)).isEqualTo(next);
      while (stopped.recv() != null) {
        heard.add(numberOf(stopped.recvStr()));
      }
    }
    assertThat(heard).as("in order").isSorted();
    assertThat(heard.size()).as("what was kept for it").isBetween(Broadcast.AHEAD, count - 1);
  }

  @Test
  void doesNotWaitAtItsEndForOneThatTakesNothing() {
    Broadcast broadcast = new Broadcast(socket);
    frontEnd();
    for (int i = 0; i < 2 * Broadcast.AHEAD; i++) {
      broadcast.add(message(i));
    }

    broadcast.sendLast(Duration.ofMillis(100));

    assertThat(broadcast.send()).as("waits").isEqualTo(-1);
  }
}
