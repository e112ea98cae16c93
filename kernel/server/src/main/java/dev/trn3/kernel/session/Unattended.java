package dev.trn3.kernel.session;

/**
 * Kernels that a program runs notebooks in, beside and after one another in the same JVM: the
 * system property {@code trn3.unattended}.
 *
 * <p>Nobody completes code in them or looks at their first table, so nothing is prepared while one
 * is idle. Each line of standard input names the connection file of one more; where the input ends,
 * the JVM ends with the last of them.
 */
public final class Unattended {

  private static final boolean IS = Boolean.getBoolean("trn3.unattended");

  private Unattended() {}

  /** Whether this JVM runs such kernels. */
  public static boolean is() {
    return IS;
  }
}
