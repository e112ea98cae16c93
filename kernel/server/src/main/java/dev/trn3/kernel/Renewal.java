package dev.trn3.kernel;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Lets the archives of an installed kernel be made anew where its Java has changed since. {@code
 * trn3 install} tells a kernel where it is installed ({@code trn3.installed.in}) and for which Java
 * ({@code trn3.installed.java}).
 */
final class Renewal {

  private static final String PROGRAM = "dev.trn3.cli.jupyter.Renewal";

  /** This kernel starts without archives, and its first cells matter more than the next start. */
  private static final long LATER_SECONDS = 5;

  private Renewal() {}

  /**
   * Starts a program that makes them, later, if they do not fit.
   *
   * @param classPath the jars of this kernel, among them that program
   */
  static void laterIfJavaHasChanged(String classPath) {
    String folder = System.getProperty("trn3.installed.in");
    String madeFor = System.getProperty("trn3.installed.java", "");
    if (folder != null && !madeFor.equals(System.getProperty("java.version"))) {
      CompletableFuture.delayedExecutor(LATER_SECONDS, TimeUnit.SECONDS)
          .execute(() -> start(classPath, folder));
    }
  }

  private static void start(String classPath, String folder) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try {
      new ProcessBuilder(java, "-XX:+UseSerialGC", "-cp", classPath, PROGRAM, folder)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      System.err.println("The archives for a warm start cannot be made anew: " + e.getMessage());
    }
  }
}
