package dev.trn3.kernel.magic;

import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.evaluation.Outcome.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs beside the kernel. They see its working directory, and nothing on standard input. */
final class ShellMagics {

  private static final int CHUNK = 8192;
  private static final long LOOK_MILLIS = 50;
  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

  private ShellMagics() {}

  static List<Magic> all() {
    return List.of(
        Magic.of("%%bash", "", "runs the cell as a script of bash", ShellMagics::bash),
        Magic.of(
            "!",
            "COMMAND",
            "runs a command of the system's shell",
            (call, at) -> {
              if (call.rest().isBlank()) {
                throw new Refusal("a command is missing behind !");
              }
              List<String> shell = WINDOWS ? List.of("cmd", "/c") : List.of("/bin/sh", "-c");
              return run(shell, call.rest(), at);
            }));
  }

  private static Outcome bash(Call call, Workspace at)
      throws Refusal, IOException, InterruptedException {
    call.words(0, 0, "");
    return run(List.of("bash", "-c"), call.body(), at);
  }

  private static Outcome run(List<String> shell, String script, Workspace at)
      throws Refusal, IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(shell.get(0), shell.get(1), script);
    builder.environment().clear();
    builder.environment().putAll(at.environment());
    Process process;
    try {
      process = at.programs().start(builder);
    } catch (IOException e) {
      throw new Refusal(shell.get(0) + " could not be started: " + e.getMessage());
    }
    process.getOutputStream().close();
    Thread out = printing(process.getInputStream(), "stdout", at);
    Thread err = printing(process.getErrorStream(), "stderr", at);
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (at.isInterrupted()) {
        Programs.end(process);
        throw new InterruptedException();
      }
    }
    while (!at.room().isDone() && !at.isInterrupted()) { // Its last output belongs to this cell.
      Thread.sleep(LOOK_MILLIS);
    }
    // What it left running in the background may keep the streams open; that is not waited for.
    out.join(LOOK_MILLIS * 10);
    err.join(LOOK_MILLIS * 10);
    if (process.exitValue() == 0) {
      return Done.NOTHING;
    }
    String message = shell.get(0) + " ended with code " + process.exitValue();
    return new Failed("CommandFailed", message, List.of(message));
  }

  private static Thread printing(InputStream from, String stream, Workspace at) {
    Thread thread =
        new Thread(
            () -> {
              try (Reader reader = new InputStreamReader(from, StandardCharsets.UTF_8)) {
                char[] text = new char[CHUNK];
                int count;
                while ((count = reader.read(text)) >= 0) {
                  at.room().join();
                  at.print(stream, new String(text, 0, count));
                }
              } catch (IOException e) {
                throw new UncheckedIOException("the output of a program is cut off", e);
              }
            },
            stream + " of a program");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
