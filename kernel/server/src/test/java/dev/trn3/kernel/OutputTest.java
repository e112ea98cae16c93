package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Message;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedKernel.class)
class OutputTest {

  @Test
  void passesOnTheColoursOfTerminals(FrontEnd frontEnd) {
    assertThat(frontEnd.run("System.out.print(\"\\u001b[1;31mred\\u001b[0m\")").stdout())
        .isEqualTo("\u001b[1;31mred\u001b[0m");
  }

  @Test
  void deliversAHundredThousandLinesInOrderBeforeItIsIdle(FrontEnd frontEnd) {
    Answered cell = frontEnd.run("for (int i = 0; i < 100_000; i++) System.out.println(i);");

    String expected =
        IntStream.range(0, 100_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
    assertThat(cell.stdout().equals(expected)).isTrue();
    assertThat(cell.types()).endsWith("idle").contains("stream");
    assertThat(cell.types().size()).isLessThan(5_000);
  }

  @Test
  void deliversTenMegabytes(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            "String line = \"é\".repeat(49) + \"x\\n\";\n"
                + "for (int i = 0; i < 1000; i++) System.out.print(line.repeat(100));");

    String stdout = cell.stdout();
    assertThat(stdout).hasSize(5_100_000);
    assertThat(stdout.equals(("é".repeat(49) + "x\n").repeat(100_000))).isTrue();
  }

  @Test
  void deliversOneVeryLongText(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run("System.out.print(\"你\".repeat(1_000_000)); \"😀\".repeat(500_000)");

    assertThat(cell.stdout().equals("你".repeat(1_000_000))).isTrue();
    assertThat(cell.result().equals("😀".repeat(500_000))).isTrue();
  }

  @Test
  void keepsCharactersWholeThatAreWrittenByteByByte(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            """
            for (byte b : "é你好😀\\r50 %\\r".getBytes("UTF-8")) {
              System.out.write(b); System.out.flush(); Thread.sleep(15);
            }
            """);

    assertThat(cell.stdout()).isEqualTo("é你好😀\r50 %\r");
    assertThat(cell.types().stream().filter("stream"::equals)).hasSizeGreaterThan(3);
  }

  @Test
  void keepsOutputErrorAndShownThingsInTheirOrder(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            """
            for (int i = 0; i < 20; i++) {
              System.out.print("o" + i); System.err.print("e" + i); display("d" + i);
            }
            """);

    String all =
        cell.published().stream()
            .map(
                each ->
                    each.content().path("text").asText("")
                        + each.content().path("data").path("text/plain").asText(""))
            .collect(Collectors.joining(" "))
            .strip();
    assertThat(all)
        .isEqualTo(
            IntStream.range(0, 20)
                .mapToObj(i -> "o%d e%d d%d".formatted(i, i, i))
                .collect(Collectors.joining(" ")));
  }

  @Test
  void deliversWhatThreadsPrintAfterTheirCellHasEnded(FrontEnd frontEnd) {
    Message cell =
        frontEnd.send(
            """
            new Thread(() -> {
              try { Thread.sleep(400); } catch (InterruptedException e) { }
              System.out.println("late"); System.out.println("later");
            }).start();
            """);
    frontEnd.answered(cell);

    frontEnd.awaitOutput(cell, "late\nlater\n");
  }

  @Test
  void givesWhatThreadsPrintToTheLatestCellUnlessItIsBoundToAnother(FrontEnd frontEnd) {
    Message binding =
        frontEnd.send(
            """
            var both = new java.util.concurrent.CountDownLatch(1);
            Runnable late = () -> {
              try { both.await(); } catch (InterruptedException e) { }
              System.out.print("late"); display("shown");
            };
            var free = new Thread(late);
            var bound = new Thread(outputHere(late));
            free.start(); bound.start();
            """);
    frontEnd.answered(binding);
    Answered latest = frontEnd.run("both.countDown(); free.join(); bound.join();");

    assertThat(latest.stdout()).isEqualTo("late");
    assertThat(latest.contents("display_data")).hasSize(1);
    frontEnd.awaitOutput(binding, "late");
    frontEnd.await(binding, "display_data");
  }

  @Test
  void deliversWhatManyThreadsPrintAtOnce(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            """
            var threads = new java.util.ArrayList<Thread>();
            for (int t = 0; t < 8; t++) {
              int number = t;
              var thread = new Thread(() -> {
                for (int i = 0; i < 2000; i++) System.out.println("t" + number + " " + i);
              });
              threads.add(thread); thread.start();
            }
            for (var thread : threads) thread.join();
            """);

    assertThat(cell.stdout().lines().sorted().toList())
        .isEqualTo(
            IntStream.range(0, 16_000)
                .mapToObj(i -> "t" + i / 2000 + " " + i % 2000)
                .sorted()
                .toList());
  }

  @Test
  void isAnsweredBesideAHugeOutput(FrontEnd frontEnd) {
    Message flood =
        frontEnd.send("for (int i = 0; i < 60_000; i++) System.out.println(\"x\".repeat(100));");
    Answered question =
        frontEnd.ask(
            "is_complete_request", dev.trn3.kernel.protocol.Json.object().put("code", "1 + 1"));

    assertThat(question.status()).isEqualTo("complete");
    assertThat(frontEnd.answered(flood).stdout()).hasSize(60_000 * 101);
  }

  @Test
  void leavesOutWhatACellPrintsForEverAndSaysSo() {
    try (KernelProcess kernel =
            KernelProcess.start("-Dtrn3.worker.flags=-Dtrn3.output.megabytes=1");
        FrontEnd own = new FrontEnd(kernel.connection)) {
      Answered flood =
          own.run("for (int i = 0; i < 300_000; i++) System.out.println(\"line \" + i); 7");

      assertThat(flood.stdout()).startsWith("line 0\nline 1\n").hasSizeBetween(900_000, 1_000_000);
      assertThat(flood.published().stream().filter(each -> each.content().has("text")))
          .filteredOn(each -> each.content().path("name").asText().equals("stderr"))
          .singleElement()
          .satisfies(
              each ->
                  assertThat(each.content().path("text").asText())
                      .contains("printed 1 MB", "%jvm -Dtrn3.output.megabytes=10"));
      assertThat(flood.result()).isEqualTo("7");
      assertThat(own.run("System.out.print(\"again\")").stdout()).isEqualTo("again");
    }
  }
}
