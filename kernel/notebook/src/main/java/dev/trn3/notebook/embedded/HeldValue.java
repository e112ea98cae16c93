package dev.trn3.notebook.embedded;

import java.util.concurrent.atomic.AtomicReference;

/** Hands the value of a cell over from the code that JShell compiled. */
public final class HeldValue {

  private static final AtomicReference<Object> VALUE = new AtomicReference<>();

  private HeldValue() {}

  /** Called by a line that is put after the cell. */
  public static void hold(Object value) {
    VALUE.set(value);
  }

  static Object take() {
    return VALUE.getAndSet(null);
  }
}
