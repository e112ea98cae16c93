package dev.trn3.cli;

/** What a command tells the process that started it. */
public final class ExitCode {

  /** The command has done what was asked. */
  public static final int DONE = 0;

  /** The work itself failed: a cell threw, a check found something missing. */
  public static final int FAILED = 1;

  /** The command line, or a file named there, is wrong. */
  public static final int USAGE = 2;

  /** Something the work needs, such as the kernel, could not start. */
  public static final int NOT_STARTED = 3;

  private ExitCode() {}
}
