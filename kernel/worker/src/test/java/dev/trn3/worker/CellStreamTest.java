package dev.trn3.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import dev.trn3.worker.channel.Outbox;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CellStreamTest {

  /** No text is printed in larger messages: a full chunk and one slice. */
  private static final int LARGEST = (1 << 19) + (1 << 16);

  private final Outbox outbox = new Outbox();

  /** What arrives of what is printed, in messages, by stream. */
  private Map<String, List<String>> arriving(int megabytes, Printing printing) throws Exception {
    Allowance allowance = Allowance.ofMegabytes(megabytes);
    PrintStream out = new CellPrinter(new CellStream(outbox, "stdout", () -> 7, allowance));
    PipedInputStream pipe = new PipedInputStream(1 << 16);
    DataOutputStream toServer = new DataOutputStream(new PipedOutputStream(pipe));
    start(() -> outbox.drainTo(toServer));
    start(
        () -> {
          printing.to(out);
          outbox.put(Frame.of(Kind.DONE, 1, Fields.none()));
        });
    Map<String, List<String>> arrived = new TreeMap<>();
    try (DataInputStream in = new DataInputStream(pipe)) {
      for (Frame frame = Frame.read(in); frame.kind() != Kind.DONE; frame = Frame.read(in)) {
        assertThat(frame.number()).isEqualTo(7);
        String stream = frame.kind().name().toLowerCase(Locale.ROOT);
        String text = new String(frame.body(), UTF_8);
        arrived.computeIfAbsent(stream, name -> new ArrayList<>()).add(text);
      }
    } finally {
      outbox.close();
    }
    return arrived;
  }

  private interface Printing {
    void to(PrintStream out) throws Exception;
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void showsAsMuchOfOneLargeTextAsIsAllowedAndSaysThatTheRestIsLeftOut() throws Exception {
    String line = "x".repeat(99) + "\n";

    var arrived = arriving(1, out -> out.print(line.repeat(30_000)));

    assertThat(String.join("", arrived.get("stdout")).length()).isBetween(900_000, 1_000_000);
    assertThat(String.join("", arrived.get("stderr"))).contains("it has printed 1 MB");
  }

  @Test
  void sendsOneLargeTextWholeInMessagesOfLimitedSize() throws Exception {
    String text = "größe 你好 😀".repeat(100_000);

    var arrived = arriving(64, out -> out.println(text));

    assertThat(String.join("", arrived.get("stdout"))).isEqualTo(text + System.lineSeparator());
    assertThat(arrived.get("stdout"))
        .allSatisfy(part -> assertThat(part.getBytes(UTF_8)).hasSizeLessThan(LARGEST));
  }

  @Test
  void cutsALargeTextBetweenLines() throws Exception {
    String text = ("x".repeat(998) + "\n").repeat(1_000);

    var arrived = arriving(64, out -> out.print(text));

    assertThat(arrived.get("stdout")).hasSizeGreaterThan(1).allMatch(part -> part.endsWith("\n"));
  }

  @Test
  void keepsLinesOfSeveralThreadsWhole() throws Exception {
    int threads = 4;
    int lines = 2_000;

    var arrived =
        arriving(
            64,
            out -> {
              List<Thread> printers = new ArrayList<>();
              for (int i = 0; i < threads; i++) {
                String line = String.valueOf(i).repeat(100);
                printers.add(new Thread(() -> repeat(lines, out, line)));
              }
              printers.forEach(Thread::start);
              for (Thread printer : printers) {
                printer.join();
              }
            });

    Map<String, Long> counted =
        String.join("", arrived.get("stdout"))
            .lines()
            .collect(Collectors.groupingBy(line -> line, Collectors.counting()));
    assertThat(counted).hasSize(threads).allSatisfy(CellStreamTest::isWhole);
    assertThat(counted.values()).containsOnly((long) lines);
  }

  private static void isWhole(String line, long count) {
    assertThat(line).hasSize(100);
  }

  private static void repeat(int times, PrintStream out, String line) {
    for (int i = 0; i < times; i++) {
      out.println(line);
    }
  }

  @Test
  void printsPartsOfArrays() throws Exception {
    byte[] bytes = "abc".repeat(50_000).getBytes(UTF_8);

    var arrived = arriving(64, out -> out.write(bytes, 3, bytes.length - 4));

    assertThat(String.join("", arrived.get("stdout"))).isEqualTo("abc".repeat(50_000 - 2) + "ab");
  }
}
