package dev.trn3.cli;

/**
 * Which of this process's streams a person looks at. Told by the launcher, because Java cannot say
 * it for each stream.
 */
public final class Terminal {

  private static final String STREAMS = System.getProperty("trn3.terminal", "");

  private Terminal() {}

  /** True where a person types the input. */
  public static boolean isInput() {
    return STREAMS.contains("0");
  }

  /** True where a person reads the output. */
  public static boolean isOutput() {
    return STREAMS.contains("1");
  }

  /** True where a person reads the errors, and so the progress. */
  public static boolean isError() {
    return STREAMS.contains("2");
  }
}
