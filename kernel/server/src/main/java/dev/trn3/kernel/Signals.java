package dev.trn3.kernel;

import java.lang.reflect.Proxy;

/** What reaches a process other than by messages. */
public final class Signals {

  /** A front end names itself here; without it, outliving the parent is intended. */
  private static final String PARENT = "JPY_PARENT_PID";

  private Signals() {}

  /**
   * Runs this on SIGINT (Ctrl-C in the terminal it was started from), instead of ending the JVM.
   *
   * <p>The only interface to signals is {@code sun.misc.Signal}, which is supported but not for
   * compilation; so it is reached by name.
   */
  public static void onInterrupt(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      signal.getMethod("handle", signal, handler).invoke(null, interrupt, proxy);
    } catch (ReflectiveOperationException e) {
      System.err.println("SIGINT will end this process instead of interrupting it: " + e);
    }
  }

  /** Runs this when the process that started the kernel has gone. */
  static void onParentsDeath(Runnable action) {
    String parent = System.getenv(PARENT);
    if (parent == null || !parent.matches("[0-9]+")) {
      return;
    }
    ProcessHandle.of(Long.parseLong(parent))
        .ifPresentOrElse(process -> process.onExit().thenRun(action), action);
  }
}
