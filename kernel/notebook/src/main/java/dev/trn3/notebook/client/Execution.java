package dev.trn3.notebook.client;

import java.time.Duration;
import java.util.List;

/** How the execution of one piece of code ended. */
public sealed interface Execution {

  /**
   * The kernel answered and fell idle.
   *
   * @param count the execution count
   */
  record Succeeded(int count) implements Execution {}

  /**
   * The code failed.
   *
   * @param count the execution count
   * @param name the class of the exception, or what the kernel calls it
   * @param message the exception's message
   * @param traceback lines with the terminal's colour codes
   */
  record Failed(int count, String name, String message, List<String> traceback)
      implements Execution {

    public Failed {
      traceback = List.copyOf(traceback);
    }
  }

  /**
   * The code was still running when its time was over.
   *
   * @param limit the time it had
   * @param threadDump what the kernel's threads were doing then
   * @param interrupted whether an interrupt ended the code; otherwise the kernel was killed
   */
  record TimedOut(Duration limit, String threadDump, boolean interrupted) implements Execution {}

  /**
   * The kernel's process ended; or, where others run in that, this kernel alone did.
   *
   * @param exitCode of the process; 128 plus the signal where one ended it; 137 where this kernel
   *     ended alone
   * @param lastLines what the process printed last, outside the protocol
   */
  record Died(int exitCode, List<String> lastLines) implements Execution {

    public Died {
      lastLines = List.copyOf(lastLines);
    }

    /** {@code kernel died with exit code 3}, and the last lines where there are any. */
    public String message() {
      String first = "kernel died with exit code " + exitCode;
      return lastLines.isEmpty()
          ? first
          : first + "; its last lines:\n  " + String.join("\n  ", lastLines);
    }
  }

  /** The caller's thread was interrupted; the code was asked to stop. */
  record Interrupted() implements Execution {}

  /**
   * The kernel broke the protocol, so that what it showed cannot be relied upon.
   *
   * @param reason what it did
   */
  record Broken(String reason) implements Execution {}
}
