package dev.trn3.kernel.magic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The program that knows Maven repositories. It runs in a JVM of its own while it is needed, so
 * that its jars are neither on the class path of cells nor on that of the kernel, and an interrupt
 * can end it. See the module {@code kernel/resolver} for what it is told and what it says.
 */
final class Resolver {

  /** The system property that holds its class path. */
  private static final String CLASS_PATH = "trn3.resolver.classpath";

  private static final String MAIN = "dev.trn3.resolver.Resolve";
  private static final long LOOK_MILLIS = 50;
  private static final List<String> PASSED_ON =
      List.of("user.home", "maven.", "aether.", "javax.net.ssl.");

  private Resolver() {}

  /**
   * Runs it.
   *
   * @param request lines for it
   * @param answers takes the words of each line it says
   */
  static void run(List<String> request, Workspace at, Consumer<List<String>> answers)
      throws Refusal, IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(at.environment());
    Process process = at.programs().start(builder);
    try (OutputStream in = process.getOutputStream()) {
      in.write((String.join("\n", request) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread reader = reading(process, lines);
    while (process.isAlive() || reader.isAlive() || !lines.isEmpty()) {
      String line = lines.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (line != null) {
        answers.accept(List.of(line.split("\t", -1)));
      }
      if (at.isInterrupted()) {
        Programs.end(process);
        throw new InterruptedException();
      }
    }
    if (process.waitFor() > 1) {
      throw new Refusal(
          "the resolver ended with code " + process.exitValue() + "; the kernel's log says why");
    }
  }

  private static List<String> command() throws Refusal {
    String classPath = System.getProperty(CLASS_PATH);
    if (classPath == null) {
      throw new Refusal(
          "this kernel was started from a class path without dev.trn3:trn3-resolver, which finds"
              + " jars: add that to the dependencies of the project, or the jars themselves, which"
              + " cells then see without asking");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1"); // It is over in a second.
    for (String name : System.getProperties().stringPropertyNames()) {
      if (PASSED_ON.stream().anyMatch(name::startsWith)) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    command.addAll(List.of("-cp", classPath, MAIN));
    return command;
  }

  private static Thread reading(Process process, BlockingQueue<String> lines) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader out =
                  new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                out.lines().forEach(lines::add);
              } catch (IOException | UncheckedIOException e) {
                lines.add("failed\twhat the resolver says is cut off: " + e.getMessage());
              }
            },
            "from resolver");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
