package dev.trn3.worker;

import dev.trn3.worker.channel.Outbox;
import java.io.PrintStream;
import java.util.function.IntSupplier;

/** {@code System.out} and {@code System.err} of the analyst's code. */
final class PrintedOutput {

  private final Outbox outbox;
  private final IntSupplier cell;
  private final Allowance allowance = Allowance.fromSystemProperties();
  private PrintStream out;
  private PrintStream err;
  private volatile boolean interrupted;

  /**
   * Takes the place of the process's own.
   *
   * @param cell to which what the calling thread prints belongs
   */
  PrintedOutput(Outbox outbox, IntSupplier cell) {
    this.outbox = outbox;
    this.cell = cell;
    out = stream("stdout");
    err = stream("stderr");
    System.setOut(out);
    System.setErr(err);
  }

  private PrintStream stream(String name) {
    return new CellPrinter(new CellStream(outbox, name, cell, allowance));
  }

  /** A cell is being stopped, maybe in the middle of a print. */
  void interrupted() {
    interrupted = true;
  }

  /** What a stop has hit in the middle of a print may have kept a part of it, or a lock. */
  void renewAfterInterrupt() {
    if (!interrupted) {
      return;
    }
    interrupted = false;
    if (System.out == out) {
      out = stream("stdout");
      System.setOut(out);
    }
    if (System.err == err) {
      err = stream("stderr");
      System.setErr(err);
    }
  }

  /** Hands on what is printed and not on its way yet. */
  static void flush() {
    System.out.flush();
    System.err.flush();
  }
}
