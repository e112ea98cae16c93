package dev.trn3.notebook.client;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the threads of a kernel's Java processes were doing at one moment. */
final class ThreadDump {

  private static final int SECONDS = 5;

  private ThreadDump() {}

  /**
   * The stacks of those under the process, as people look for what a cell does, and then its own; a
   * sentence where they cannot be had. What belongs to another kernel of that process is left out.
   */
  static String of(Process process, Path connectionFile) {
    List<String> dumps = new ArrayList<>();
    ProcessHandle server = process.toHandle();
    Stream.concat(Belonging.toNoOtherThan(connectionFile, server).stream(), Stream.of(server))
        .filter(ThreadDump::isJava)
        .forEach(handle -> dumps.add(dump(handle.pid())));
    return dumps.isEmpty()
        ? "(no thread dump: the kernel is not a Java process)"
        : String.join("\n", dumps);
  }

  private static boolean isJava(ProcessHandle handle) {
    return handle
        .info()
        .command()
        .map(command -> String.valueOf(Path.of(command).getFileName()))
        .filter(name -> name.startsWith("java"))
        .isPresent();
  }

  private static String dump(long pid) {
    Path out = null;
    try {
      out = Files.createTempFile("threads", ".txt");
      Process jcmd =
          new ProcessBuilder(jcmd(), Long.toString(pid), "Thread.print")
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!jcmd.waitFor(SECONDS, TimeUnit.SECONDS)) {
        jcmd.destroyForcibly();
        return "(no thread dump of process %d: it did not answer in %d s)".formatted(pid, SECONDS);
      }
      return Files.readString(out, Charset.defaultCharset());
    } catch (IOException e) {
      return "(no thread dump of process %d: %s; a JDK has jcmd, a JRE does not)"
          .formatted(pid, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "(no thread dump of process " + pid + ": interrupted)";
    } finally {
      deleteQuietly(out);
    }
  }

  private static void deleteQuietly(Path file) {
    if (file != null && !file.toFile().delete()) {
      file.toFile().deleteOnExit();
    }
  }

  private static String jcmd() {
    Path own = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    return Files.isExecutable(own) ? own.toString() : "jcmd";
  }
}
