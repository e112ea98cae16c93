package dev.trn3.worker;

import java.io.Closeable;
import java.io.IOException;

/**
 * Thrown into the thread that runs a cell, from outside, when an interrupt alone did not end it.
 *
 * <p>The parent reads {@link #NOW} through the debugger interface and lets the JVM throw it where
 * the thread stands.
 */
public final class Stop extends Error {

  private static final long serialVersionUID = 1;

  /** The one instance: it says nothing about where it was thrown. */
  @SuppressWarnings("StaticAssignmentOfThrowable")
  public static final Stop NOW = new Stop();

  /** What the thread waits for in native code; the parent puts it here from outside. */
  private static volatile Object waitsFor;

  /** Closes what a thread waits for that listens to nothing else. */
  static void release() {
    Object waited = waitsFor;
    waitsFor = null;
    if (waited instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        System.err.println("What the cell waited for could not be closed: " + e.getMessage());
      }
    }
  }

  private Stop() {
    super("the cell was stopped", null, false, false);
  }
}
