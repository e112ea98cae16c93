package dev.trn3.worker;

import dev.trn3.worker.channel.Outbox;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/** Standard output or error of the analyst's code. */
final class CellStream extends OutputStream {

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

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      int number = cell.getAsInt();
      switch (allowance.ask(number, length)) {
        case GRANTED -> outbox.print(number, name, bytes, from, length);
        case SPENT -> {
          byte[] notice = allowance.notice().getBytes(StandardCharsets.UTF_8);
          outbox.print(number, "stderr", notice, 0, notice.length);
        }
        case REFUSED -> {
          // Once was said.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while printing");
    }
  }
}
