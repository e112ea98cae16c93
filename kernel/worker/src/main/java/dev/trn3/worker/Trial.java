package dev.trn3.worker;

/** What a JVM runs that is started only to see whether it comes as far with a person's flags. */
public final class Trial {

  /** How it ends where it has. */
  public static final int STARTED = 86;

  private Trial() {}

  /** Ends at once. */
  public static void main(String[] arguments) {
    Runtime.getRuntime().halt(STARTED);
  }
}
