package dev.trn3.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A program to be run, with nothing on its standard input.
 *
 * @param environment changes to the environment of this process; an empty value removes a variable
 */
record Program(List<String> command, Path folder, Map<String, String> environment) {

  Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** What it said and how it ended. */
  record Finished(List<String> command, int exitCode, String out, String err) {

    /** Both streams, for messages. */
    String said() {
      return String.join(" ", command) + "\nexit code " + exitCode + "\n" + out + "\n" + err;
    }
  }

  static Program of(Object... command) {
    List<String> words = new ArrayList<>();
    for (Object word : command) {
      words.add(word.toString());
    }
    return new Program(words, Repository.TARGET, Map.of());
  }

  /** The command {@code trn3}, run by the Java of this test. */
  static Program trn3(Object... arguments) {
    List<Object> command = new ArrayList<>();
    command.add(Repository.ROOT.resolve("kernel").resolve("trn3"));
    command.addAll(List.of(arguments));
    return of(command.toArray()).with("JAVA_HOME", System.getProperty("java.home"));
  }

  Program in(Path other) {
    return new Program(command, other, environment);
  }

  Program with(List<String> moreWords) {
    List<String> words = new ArrayList<>(command);
    words.addAll(moreWords);
    return new Program(words, folder, environment);
  }

  Program with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Program(command, folder, more);
  }

  Program with(Map<String, String> variables) {
    Map<String, String> more = new HashMap<>(environment);
    more.putAll(variables);
    return new Program(command, folder, more);
  }

  /**
   * Runs it to its end.
   *
   * @throws AssertionError where it takes longer; it is ended then
   */
  Finished run(Duration patience) {
    Path out = null;
    Path err = null;
    Process process = null;
    try {
      out = Files.createTempFile("program", ".out");
      err = Files.createTempFile("program", ".err");
      process = started(out, err);
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "%s has not ended after %d s; it said:%n%s%n%s"
                .formatted(String.join(" ", command), patience.toSeconds(), read(out), read(err)));
      }
      return new Finished(command, process.exitValue(), read(out), read(err));
    } catch (IOException e) {
      throw new AssertionError(String.join(" ", command) + " cannot be run: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + command + " ran", e);
    } finally {
      end(process);
      delete(out);
      delete(err);
    }
  }

  private Process started(Path out, Path err) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> changed = builder.environment();
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (value.isEmpty()) {
                changed.remove(name);
              } else {
                changed.put(name, value);
              }
            });
    return builder.start();
  }

  private static void end(Process process) {
    if (process != null && process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void delete(Path file) {
    if (file != null && !file.toFile().delete()) {
      file.toFile().deleteOnExit();
    }
  }
}
