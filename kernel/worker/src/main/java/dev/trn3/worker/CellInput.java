package dev.trn3.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Standard input of the analyst's code: each line is asked of the person in front. */
final class CellInput extends InputStream {

  private final Person person;
  private byte[] line = {};
  private int next;

  CellInput(Person person) {
    this.person = person;
  }

  @Override
  public synchronized int read() throws IOException {
    if (next == line.length) {
      askForLine();
    }
    return line[next++] & 0xFF;
  }

  @Override
  public synchronized int read(byte[] into, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (next == line.length) {
      askForLine();
    }
    int count = Math.min(length, line.length - next);
    System.arraycopy(line, next, into, from, count);
    next += count;
    return count;
  }

  @Override
  public synchronized int available() {
    return line.length - next;
  }

  private void askForLine() throws IOException {
    try {
      line = (person.ask("", false) + "\n").getBytes(StandardCharsets.UTF_8);
      next = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for input");
    } catch (IllegalStateException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
