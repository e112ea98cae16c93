package dev.trn3.worker;

import dev.trn3.worker.channel.Outbox;

/**
 * Prints what nobody will see, while this JVM waits for the compiler of the first cell. By then
 * what prints is compiled, and what the start has left behind is collected: a cell that prints much
 * would do both, while the server needs the processors.
 */
final class Practice {

  private static final String LINE = "x".repeat(99) + "\n";
  private static final int LINES = 100;
  private static final int TIMES = 100; // A megabyte: as much as may wait to be sent.
  private static final int ROUNDS = 10; // What is young is collected by then.

  private Practice() {}

  static Thread inBackground() {
    Thread thread = new Thread(Practice::print, "practice");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
    return thread;
  }

  private static void print() {
    try {
      String text = LINE.repeat(LINES);
      for (int round = 0; round < ROUNDS; round++) {
        print(new StringBuilder(text));
      }
    } catch (OutOfMemoryError e) {
      // So little is there that a cell has a right to all of it; it will print all the same.
    }
  }

  private static void print(StringBuilder text) {
    Outbox nowhere = new Outbox();
    CellStream stream = new CellStream(nowhere, "stdout", () -> 0, Allowance.ofMegabytes(ROUNDS));
    CellPrinter printer = new CellPrinter(stream);
    for (int i = 0; i < TIMES; i++) {
      printer.print(text);
    }
  }
}
