package dev.trn3.kernel.session;

/**
 * A kernel that a program runs notebooks in, one after another: the system property {@code
 * trn3.unattended}.
 *
 * <p>Nobody completes code in it or looks at its first table, so nothing is prepared while it is
 * idle. When it has ended, the next line of standard input names the connection file of the next
 * kernel, which runs in the same JVM; where the input ends, so does the JVM.
 */
public final class Unattended {

  private static final boolean IS = Boolean.getBoolean("trn3.unattended");

  private Unattended() {}

  /** Whether this JVM runs such kernels. */
  public static boolean is() {
    return IS;
  }
}
