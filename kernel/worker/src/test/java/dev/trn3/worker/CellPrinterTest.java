package dev.trn3.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CellPrinterTest {

  private static final char HIGH = '\uD83D';
  private static final char LOW = '\uDE00';

  /** More than one buffer of Java's holds, with a pair on the edge of one. */
  private static final String LARGE = "é".repeat(8_191) + HIGH + LOW + "z".repeat(9_000);

  private static final List<Consumer<PrintStream>> CALLS =
      List.of(
          out -> out.print(true),
          out -> out.print('é'),
          out -> out.print(-1),
          out -> out.print(1L << 40),
          out -> out.print(0.1f),
          out -> out.print(1e300),
          out -> out.print(new char[] {'a', HIGH, LOW}),
          out -> out.print("你好"),
          out -> out.print(""),
          out -> out.print((String) null),
          out -> out.print(List.of(1, 2)),
          out -> out.print((Object) null),
          PrintStream::println,
          out -> out.println(false),
          out -> out.println('\n'),
          out -> out.println(7),
          out -> out.println(8L),
          out -> out.println(0.5f),
          out -> out.println(0.25),
          out -> out.println("z".toCharArray()),
          out -> out.println("text"),
          out -> out.println((Object) null),
          out -> out.printf(Locale.ROOT, "%d %s%n", 1, "é"),
          out -> out.append('c').append("de").append("fghi", 1, 3),
          out -> out.write('w'),
          out -> out.writeBytes(new byte[] {'b', 'y'}),
          out -> out.print(HIGH),
          out -> out.print(LOW),
          out -> out.print("x" + HIGH),
          out -> out.print(LOW + "y"),
          out -> out.print(LARGE),
          out -> out.println(LARGE.toCharArray()),
          out -> out.print(LARGE + HIGH),
          out -> out.println(HIGH),
          PrintStream::flush);

  @Test
  void printsWhatJavasOwnPrintsWhateverIsCalledInWhichOrder() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      PrintStream javas = new PrintStream(expected, false, UTF_8);
      PrintStream ours = new CellPrinter(printed);
      for (int call = 0; call < 12; call++) {
        Consumer<PrintStream> next = CALLS.get(random.nextInt(CALLS.size()));
        next.accept(javas);
        next.accept(ours);
      }

      assertThat(printed.toString(UTF_8)).isEqualTo(expected.toString(UTF_8));
    }
  }
}
