package dev.trn3.worker;

import dev.trn3.worker.Allowance.Answer;
import dev.trn3.worker.channel.Outbox;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/** Standard output or error of the analyst's code. */
final class CellStream extends OutputStream {

  private static final int SLICE = 64 << 10;

  private final Outbox outbox;
  private final String name;
  private final IntSupplier cell;
  private final Allowance allowance;

  CellStream(Outbox outbox, String name, IntSupplier cell, Allowance allowance) {
    this.outbox = outbox;
    this.allowance = allowance;
    this.name = name;
    this.cell = cell;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /**
   * Writes slice by slice: what waits to be sent then stays within its limits, and of what is more
   * than the cell may print the first part is shown.
   */
  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int end = from + length;
    int next = from;
    boolean granted = true;
    while (granted && next < end) {
      int size = slice(bytes, next, end);
      granted = writeSlice(bytes, next, size);
      next += size;
    }
  }

  /** How much to write at once: whole lines, where they are that short. */
  private static int slice(byte[] bytes, int from, int end) {
    if (end - from <= SLICE) {
      return end - from;
    }
    int size = SLICE;
    while (size > 0 && bytes[from + size - 1] != '\n') {
      size--;
    }
    return size > 0 ? size : SLICE;
  }

  /** Whether the cell may print more. */
  private boolean writeSlice(byte[] bytes, int from, int length) throws IOException {
    try {
      int number = cell.getAsInt();
      Answer answer = allowance.ask(number, length);
      if (answer == Answer.GRANTED) {
        outbox.print(number, name, bytes, from, length);
      } else if (answer == Answer.SPENT) { // Said once.
        byte[] notice = allowance.notice().getBytes(StandardCharsets.UTF_8);
        outbox.print(number, "stderr", notice, 0, notice.length);
      }
      return answer == Answer.GRANTED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while printing");
    }
  }
}
