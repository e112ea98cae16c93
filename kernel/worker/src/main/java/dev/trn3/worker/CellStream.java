package dev.trn3.worker;

import dev.trn3.worker.channel.Outbox;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.function.IntSupplier;

/** Standard output or error of the analyst's code. */
final class CellStream extends OutputStream {

  private final Outbox outbox;
  private final String name;
  private final IntSupplier cell;

  CellStream(Outbox outbox, String name, IntSupplier cell) {
    this.outbox = outbox;
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
      outbox.print(cell.getAsInt(), name, bytes, from, length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while printing");
    }
  }
}
