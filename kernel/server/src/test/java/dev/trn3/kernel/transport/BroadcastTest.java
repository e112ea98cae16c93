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

  /** So many messages, of 300 to 400 KB, are more than the system holds on both sides. */
  private static final int COUNT = 6 * Broadcast.AHEAD;

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
    return frontEnd(1);
  }

  private Socket frontEnd(int keeps) {
    Socket frontEnd = context.createSocket(SocketType.SUB);
    frontEnd.setRcvHWM(keeps);
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
    for (int i = 0; i < COUNT; i++) {
      broadcast.add(message(i));
    }
    Thread sending = sending(broadcast);
    sending.join(500);

    assertThat(sending.isAlive()).as("more waits than is kept for it").isTrue();
    assertThat(broadcast.room()).isNotDone();
    for (int i = 0; i < COUNT; i++) {
      assertThat(number(late)).isEqualTo(i);
    }
    sending.join();
    assertThat(broadcast.room()).isDone();
  }

  @Test
  void goesOnWithoutOneThatTakesNothingUntilItReadsAgain() throws Exception {
    Broadcast broadcast = new Broadcast(socket, Duration.ofSeconds(3));
    Socket stopped = frontEnd();
    Socket reads = frontEnd();
    for (int i = 0; i < COUNT; i++) {
      broadcast.add(message(i));
    }
    Thread sending = sending(broadcast);

    for (int i = 0; i < COUNT; i++) {
      assertThat(number(reads)).isEqualTo(i);
    }
    sending.join();
    List<Integer> heard = new ArrayList<>();
    stopped.setReceiveTimeOut(50);
    for (int next = COUNT; heard.isEmpty() || heard.get(heard.size() - 1) < COUNT; next++) {
      broadcast.add(message(next));
      assertThat(broadcast.send()).as("waits again").isEqualTo(-1);
      assertThat(number(reads)).isEqualTo(next);
      while (stopped.recv() != null) {
        heard.add(numberOf(stopped.recvStr()));
      }
    }
    assertThat(heard).as("in order").isSorted();
    assertThat(heard.size()).as("what was kept for it").isBetween(Broadcast.AHEAD, COUNT - 1);
  }

  @Test
  void losesNothingForOneThatReadsSlowlyAllTheTime() throws Exception {
    Broadcast broadcast = new Broadcast(socket, Duration.ofSeconds(3));
    Socket slow = frontEnd();
    for (int i = 0; i < COUNT; i++) {
      broadcast.add(message(i));
    }
    Thread sending = sending(broadcast);

    for (int i = 0; i < COUNT; i++) {
      Thread.sleep(60); // All of them take longer than the patience with who reads nothing.
      assertThat(number(slow)).isEqualTo(i);
    }
    sending.join();
  }

  @Test
  void doesNotWaitAtItsEndForOneThatTakesNothingAndLosesNothingForOthers() {
    Broadcast broadcast = new Broadcast(socket, Duration.ofDays(1));
    frontEnd();
    Socket reads = frontEnd(COUNT);
    for (int i = 0; i < COUNT; i++) {
      broadcast.add(message(i));
    }
    assertThat(broadcast.room()).isNotDone();

    broadcast.sendLast(Duration.ofMillis(500));

    assertThat(broadcast.room()).isDone();
    for (int i = 0; i < COUNT; i++) {
      assertThat(number(reads)).isEqualTo(i);
    }
  }
}
