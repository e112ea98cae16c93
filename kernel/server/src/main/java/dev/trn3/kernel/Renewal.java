package dev.trn3.kernel;

import java.io.IOException;
import java.io.Reader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
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

  /** As for {@code WarmStart}, which makes them: a draft that is older was left behind. */
  private static final Duration ABANDONED = Duration.ofMinutes(10);

  private Renewal() {}

  /**
   * Starts a program that makes them, later, if they do not fit.
   *
   * @param classPath the jars of this kernel, among them that program
   */
  static void laterIfJavaHasChanged(String classPath) {
    String folder = System.getProperty("trn3.installed.in");
    String madeFor = System.getProperty("trn3.installed.java", "");
    // Mostly they are the same, and then there is nothing to read.
    if (folder != null && !madeFor.equals(System.getProperty("java.version"))) {
      CompletableFuture.delayedExecutor(LATER_SECONDS, TimeUnit.SECONDS)
          .execute(() -> startIfDue(classPath, Path.of(folder), madeFor));
    }
  }

  private static void startIfDue(String classPath, Path folder, String madeFor) {
    Path home = Path.of(System.getProperty("java.home"));
    String java = versionOf(home);
    if (isDue(folder, madeFor, java)) {
      start(home, classPath, folder, java);
    }
  }

  /**
   * The version of a Java as its file {@code release} tells, which is what {@code trn3 install}
   * reads; empty where it does not. The property {@code java.version} of an early-access build is
   * another one.
   */
  static String versionOf(Path home) {
    Properties release = new Properties();
    try (Reader in = Files.newBufferedReader(home.resolve("release"))) {
      release.load(in);
    } catch (IOException e) {
      return ""; // No JDK as vendors make them.
    }
    return release.getProperty("JAVA_VERSION", "").replace("\"", "");
  }

  /** Not where it could not succeed: every start of the kernel would try in vain. */
  static boolean isDue(Path folder, String madeFor, String java) {
    if (madeFor.isEmpty() || java.isEmpty() || madeFor.equals(java)) {
      return false;
    }
    Path archives = folder.resolve("warm-start-" + java.replaceAll("[^\\w.-]", "_"));
    return Files.isWritable(folder)
        && !Files.exists(archives)
        && !isRunning(archives.resolveSibling(archives.getFileName() + ".part"));
  }

  private static boolean isRunning(Path draft) {
    try {
      return Files.getLastModifiedTime(draft).toInstant().isAfter(Instant.now().minus(ABANDONED));
    } catch (IOException e) {
      return false; // There is none.
    }
  }

  private static void start(Path home, String classPath, Path folder, String java) {
    String program = home.resolve("bin").resolve("java").toString();
    try {
      new ProcessBuilder(
              program, "-XX:+UseSerialGC", "-cp", classPath, PROGRAM, folder.toString(), java)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      System.err.println("The archives for a warm start cannot be made anew: " + e.getMessage());
    }
  }
}
