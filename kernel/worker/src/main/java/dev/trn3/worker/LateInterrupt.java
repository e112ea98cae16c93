package dev.trn3.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/**
 * An interrupt that the debugger's agent keeps for later.
 *
 * <p>A thread that is to return from a cell waits inside the agent while its frames are taken off.
 * An interrupt that is pending there is not let through: the agent takes note of it, and delivers
 * it when the thread next tells it of something, such as a class that is new. That would be in the
 * next cell, whose first wait would fail for no reason that a person can see.
 */
final class LateInterrupt {

  private static final byte[] CLASS = read();

  private LateInterrupt() {}

  /** Loaded for nothing but to tell the agent of it. */
  private static final class Announcement {}

  /** Has it delivered now to the calling thread, where there is one, and takes it away. */
  static void takeAway() {
    try {
      MethodHandles.lookup().defineHiddenClass(CLASS, true);
    } catch (IllegalAccessException e) {
      throw new AssertionError("a lookup may define classes of its own package", e);
    }
    Thread.interrupted();
  }

  private static byte[] read() {
    String name = Announcement.class.getName();
    String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
    try (InputStream in = LateInterrupt.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
