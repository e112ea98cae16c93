package dev.trn3.worker.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutboxTest {

  private final Outbox outbox = new Outbox();
  private final PipedInputStream pipe = new PipedInputStream(1 << 16);
  private final DataInputStream in = new DataInputStream(pipe);
  private Thread writer;

  /** A line of what arrives: stream, cell and text, or the kind of another frame. */
  private String next() throws IOException {
    Frame frame = Frame.read(in);
    return switch (frame.kind()) {
      case STDOUT, STDERR ->
          frame.kind().name().toLowerCase(Locale.ROOT)
              + " %d: %s".formatted(frame.number(), new String(frame.body(), UTF_8));
      default -> frame.kind() + " " + frame.number();
    };
  }

  private void open() throws IOException {
    DataOutputStream out = new DataOutputStream(new PipedOutputStream(pipe));
    writer =
        new Thread(
            () -> {
              try {
                outbox.drainTo(out);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.setDaemon(true);
    writer.start();
  }

  @AfterEach
  void close() throws InterruptedException, IOException {
    outbox.close();
    pipe.close();
    if (writer != null) {
      writer.join(TimeUnit.SECONDS.toMillis(30));
    }
  }

  private void print(int cell, String stream, String text) throws InterruptedException {
    byte[] bytes = text.getBytes(UTF_8);
    outbox.print(cell, stream, bytes, 0, bytes.length);
  }

  private static Frame done(int number) {
    return Frame.of(Kind.DONE, number, Fields.none());
  }

  @Test
  void joinsWhatIsPrintedToOneStreamAndKeepsTheOrderOfAllElse() throws Exception {
    print(1, "stdout", "a");
    print(1, "stdout", "b");
    print(1, "stderr", "c");
    print(1, "stdout", "d");
    outbox.put(done(5));
    print(1, "stdout", "e");
    print(2, "stdout", "f");
    outbox.put(done(6));
    open();

    List<String> arrived = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      arrived.add(next());
    }

    assertThat(arrived)
        .containsExactly(
            "stdout 1: ab",
            "stderr 1: c",
            "stdout 1: d",
            "DONE 5",
            "stdout 1: e",
            "stdout 2: f",
            "DONE 6");
  }

  @Test
  void sendsALoneTextWithoutWaitingForMore() throws Exception {
    open();
    print(1, "stdout", "alone");

    assertThat(next()).isEqualTo("stdout 1: alone");
  }

  @Test
  void waitsForMoreBehindAPieceThatWasFull() throws Exception {
    String full = "x".repeat(64 << 10);
    for (boolean waited = false; !waited; ) { // For a moment, which can be missed.
      Outbox growing = new Outbox();
      Semaphore begun = new Semaphore(0);
      Semaphore allowed = new Semaphore(0);
      Thread sender = sender(growing, begun, allowed);
      growing.print(1, "stdout", full.getBytes(UTF_8), 0, full.length());
      begun.acquire();
      growing.print(1, "stdout", full.getBytes(UTF_8), 0, full.length());
      allowed.release(2);
      while (!waited && !begun.tryAcquire()) {
        waited = sender.getState() == Thread.State.TIMED_WAITING;
      }
      growing.close();
      sender.join();
    }
  }

  /** Says when it is about to write a text, and waits until it may. */
  private static Thread sender(Outbox outbox, Semaphore begun, Semaphore allowed) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void write(byte[] bytes, int from, int length) {
            if (length > Long.BYTES) { // No number.
              begun.release();
              allowed.acquireUninterruptibly();
            }
          }
        };
    Thread sender =
        new Thread(
            () -> {
              try {
                outbox.drainTo(new DataOutputStream(out));
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    sender.setDaemon(true);
    sender.start();
    return sender;
  }

  @Test
  void takesAPartOfAnArray() throws Exception {
    open();
    outbox.print(1, "stdout", "abcdef".getBytes(UTF_8), 2, 3);

    assertThat(next()).isEqualTo("stdout 1: cde");
  }

  @Test
  void splitsNoCharacterWhereverTheBytesAreSplit() throws Exception {
    byte[] bytes = "aé你😀z".getBytes(UTF_8);
    open();
    for (int split = 0; split <= bytes.length; split++) {
      outbox.print(1, "stdout", bytes, 0, split);
      outbox.put(done(split)); // So that the two halves travel apart.
      outbox.print(1, "stdout", bytes, split, bytes.length - split);
      outbox.put(done(100));

      StringBuilder text = new StringBuilder();
      for (String arrived = next(); !arrived.equals("DONE 100"); arrived = next()) {
        assertThat(arrived).doesNotContain("\uFFFD");
        text.append(arrived.startsWith("DONE") ? "" : arrived.substring("stdout 1: ".length()));
      }
      assertThat(text).as("split at %d", split).hasToString("aé你😀z");
    }
  }

  @Test
  void keepsHalvesOfCharactersOfTwoStreamsApart() throws Exception {
    byte[] bytes = "é".getBytes(UTF_8);
    outbox.print(1, "stdout", bytes, 0, 1);
    outbox.print(1, "stderr", bytes, 0, 1);
    outbox.print(1, "stdout", bytes, 1, 1);
    outbox.print(1, "stderr", bytes, 1, 1);
    open();

    assertThat(next()).isEqualTo("stdout 1: é");
    assertThat(next()).isEqualTo("stderr 1: é");
  }

  @Test
  void sendsBytesThatAreNoText() throws Exception {
    outbox.print(1, "stdout", new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, 'a'}, 0, 4);
    open();

    assertThat(next()).startsWith("stdout 1: \uFFFD").endsWith("a");
  }

  @Test
  void knowsWhereTheLastWholeCharacterEnds() {
    byte[] bytes = "a😀".getBytes(UTF_8);
    for (int length = 0; length <= bytes.length; length++) {
      int expected = length == bytes.length ? length : Math.min(length, 1);
      assertThat(Outbox.wholeCharacters(bytes, length))
          .as("of %d bytes", length)
          .isEqualTo(expected);
    }
  }

  @Test
  void letsAPrinterWaitForASlowReaderAndLosesNothing() throws Exception {
    int pieces = 400;
    String piece = "x".repeat(10_000);
    AtomicInteger printed = new AtomicInteger();
    CountDownLatch finished = new CountDownLatch(1);
    Thread printer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < pieces; i++) {
                  print(1, "stdout", piece);
                  printed.incrementAndGet();
                }
                finished.countDown();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    printer.start();

    assertThat(finished.await(300, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(printed.get()).isBetween(50, 200);
    open();
    int arrived = 0;
    while (arrived < pieces * piece.length()) {
      arrived += next().length() - "stdout 1: ".length();
    }
    printer.join();

    assertThat(arrived).isEqualTo(pieces * piece.length());
  }

  @Test
  void letsAWaitingPrinterBeInterrupted() throws Exception {
    AtomicInteger interrupted = new AtomicInteger();
    Thread printer =
        new Thread(
            () -> {
              try {
                while (true) {
                  print(1, "stdout", "x".repeat(100_000));
                }
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
              }
            });
    printer.start();
    while (printer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    printer.interrupt();
    printer.join();

    assertThat(interrupted).hasValue(1);
  }

  @Test
  void letsWhatIsPrintedAndShownWaitWhileItIsHeldButNoAnswer() throws Exception {
    open();
    outbox.hold(true);
    CountDownLatch ended = new CountDownLatch(2);
    for (Printing each : List.<Printing>of(() -> print(1, "stdout", "held"), this::show)) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  each.print();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                ended.countDown();
              });
      thread.setDaemon(true);
      thread.start();
    }
    outbox.put(done(5));

    assertThat(next()).isEqualTo("DONE 5");
    assertThat(ended.await(200, TimeUnit.MILLISECONDS)).as("goes on").isFalse();
    assertThat(ended.getCount()).isEqualTo(2);
    outbox.hold(false);
    assertThat(List.of(next(), next())).containsExactlyInAnyOrder("stdout 1: held", "SHOW 3");
  }

  private interface Printing {
    void print() throws InterruptedException;
  }

  private void show() throws InterruptedException {
    outbox.show(Frame.of(Kind.SHOW, 3, Fields.none()));
  }

  @Test
  void keepsTheOrderOfEachOfManyPrinters() throws Exception {
    int printers = 6;
    int lines = 500;
    open();
    for (int p = 0; p < printers; p++) {
      int number = p;
      new Thread(
              () -> {
                try {
                  for (int i = 0; i < lines; i++) {
                    print(1, "stdout", number + " " + i + "\n");
                  }
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              })
          .start();
    }

    StringBuilder all = new StringBuilder();
    while (all.chars().filter(c -> c == '\n').count() < (long) printers * lines) {
      all.append(next().substring("stdout 1: ".length()));
    }

    for (int p = 0; p < printers; p++) {
      String prefix = p + " ";
      assertThat(all.toString().lines().filter(line -> line.startsWith(prefix)))
          .containsExactlyElementsOf(
              java.util.stream.IntStream.range(0, lines).mapToObj(i -> prefix + i).toList());
    }
  }

  @Test
  void letsEveryoneGoWhenItIsClosed() throws Exception {
    open();
    outbox.close();
    writer.join();

    for (int i = 0; i < 30; i++) {
      print(1, "stdout", "x".repeat(100_000));
    }
  }
}
