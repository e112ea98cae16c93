package dev.trn3.cli;

/** Why a command does not do what was asked. Its message is one line: the thing and the remedy. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private Refusal(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The command line, or a file named there, is wrong. */
  public static Refusal usage(String message) {
    return new Refusal(ExitCode.USAGE, message, null);
  }

  /** As {@link #usage(String)}, because of another failure. */
  public static Refusal usage(String message, Throwable cause) {
    return new Refusal(ExitCode.USAGE, message, cause);
  }

  /** The work itself failed. */
  public static Refusal failed(String message, Throwable cause) {
    return new Refusal(ExitCode.FAILED, message, cause);
  }

  /** Something the work needs could not start. */
  public static Refusal notStarted(String message) {
    return new Refusal(ExitCode.NOT_STARTED, message, null);
  }

  /** As {@link #notStarted(String)}, because of another failure. */
  public static Refusal notStarted(String message, Throwable cause) {
    return new Refusal(ExitCode.NOT_STARTED, message, cause);
  }

  /** What the process ends with. */
  public int exitCode() {
    return exitCode;
  }
}
