package dev.trn3.worker;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Standard input of the process: that of the shell whose code reads. */
final class ShellInput extends InputStream {

  private final Supplier<CellInput> present;

  ShellInput(Supplier<CellInput> present) {
    this.present = present;
  }

  @Override
  public int read() throws IOException {
    return present.get().read();
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    return present.get().read(into, from, length);
  }

  @Override
  public int available() {
    return present.get().available();
  }
}
