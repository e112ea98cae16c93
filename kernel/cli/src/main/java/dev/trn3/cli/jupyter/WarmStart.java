package dev.trn3.cli.jupyter;

import dev.trn3.cli.Distribution;
import dev.trn3.kernel.session.NativeMemory;
import dev.trn3.notebook.client.Kernel;
import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.client.KernelStartException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Archives of loaded classes that let both JVMs of a kernel start faster. They are made by a
 * training run of that kernel.
 *
 * <p>Java checks by itself that an archive fits its version and the jars, and starts without where
 * it does not.
 *
 * @param folder where the archives are kept
 */
public record WarmStart(Path folder) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String TRAINING = "training.jsh";

  /** Ends the kernel in good order, without the haste of a front end that waits for it. */
  private static final String END_SERVER =
      "ProcessHandle.current().parent().orElseThrow().destroy(); Thread.sleep(300_000);";

  private static final String REHEARSAL = "dev.trn3.worker.Rehearsal";

  /** The flags with which a kernel starts the JVM of the cells, as far as archives depend on it. */
  private static final List<String> WORKER_FLAGS = workerFlags();

  /** Nobody takes longer than this; a draft that is older was left behind. */
  private static final Duration ABANDONED = Duration.ofMinutes(10);

  private static List<String> workerFlags() {
    List<String> flags = new ArrayList<>(NativeMemory.smallObjects());
    flags.addAll(List.of("-XX:+UseSerialGC", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8"));
    return List.copyOf(flags);
  }

  /** The archives of a distribution for the Java that runs this command. */
  public static WarmStart of(Distribution distribution) {
    String java =
        "%s-%08x".formatted(Runtime.version(), System.getProperty("java.home").hashCode());
    return new WarmStart(
        distribution.folder().resolve("warm-start").resolve(java.replaceAll("[^\\w.-]", "_")));
  }

  /** Whether it was tried to make the archives. */
  public boolean isDone() {
    return Files.isDirectory(folder);
  }

  /** The program with the archives in use; unchanged where they are not there. */
  public KernelProgram use(KernelProgram program) {
    boolean there = Files.exists(server().file()) && Files.exists(worker().file());
    return there ? program.with(server().usingFlags(), worker().usingFlags()) : program;
  }

  /**
   * Makes the archives for later use, unless they are there, another process is at it, or nothing
   * may be written there.
   */
  public void provide(KernelProgram program) {
    try {
      Files.createDirectories(folder.getParent());
    } catch (IOException e) {
      return; // Not ours to write to: the kernel starts without.
    }
    make(program);
  }

  /**
   * Makes the archives for later use, or an empty folder where that fails. Does not make the folder
   * around it.
   *
   * @return whether it was tried to the end; false where another process is at it, or nothing may
   *     be written there
   */
  boolean make(KernelProgram program) {
    Path draft = folder.resolveSibling(folder.getFileName() + ".part");
    try {
      removeAbandoned(draft);
      Files.createDirectory(draft);
    } catch (IOException e) {
      return false; // There already, or not ours to write to.
    }
    try {
      WarmStart made = new WarmStart(draft);
      if (!made.prepare(program).equals(program)) {
        Files.move(draft, folder);
        return true;
      }
      remove(draft);
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      Files.createDirectory(folder); // Not tried again with this build.
      return true;
    } catch (IOException e) {
      System.err.println("Note: " + folder + " cannot be written: " + e.getMessage());
      return false;
    }
  }

  /** Removes the archives, or the trace of a trial in vain, if they are there. */
  void discard() throws IOException {
    if (isDone()) {
      remove(folder);
    }
  }

  private static void removeAbandoned(Path draft) throws IOException {
    if (Files.exists(draft)
        && Files.getLastModifiedTime(draft).toInstant().isBefore(Instant.now().minus(ABANDONED))) {
      remove(draft);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Archive server() {
    return Archive.of(folder.resolve("server"), false);
  }

  private Archive worker() {
    return Archive.of(folder.resolve("worker"), true);
  }

  /**
   * Makes the archives.
   *
   * @return the program with the archives in use; unchanged, after a note, where they cannot be
   *     made
   */
  public KernelProgram prepare(KernelProgram program) {
    Archive server = server();
    Archive worker = worker();
    try {
      Files.createDirectories(folder);
      trainServer(program.with(server.recordingFlags(), List.of()));
      server.complete(
          program.java(), program.serverFlags(), Distribution.classPath(program.serverJars()));
      String workerPath = Distribution.classPath(program.workerJars());
      trainWorker(program.java(), worker, workerPath);
      worker.complete(program.java(), WORKER_FLAGS, workerPath);
      return program.with(server.usingFlags(), worker.usingFlags());
    } catch (IOException | KernelStartException e) {
      System.err.println(
          "Note: no archives for a warm start could be made, so the kernel starts slower: "
              + String.valueOf(e.getMessage()).replaceAll("\\R\\s*", "; "));
      return program;
    }
  }

  private void trainServer(KernelProgram program) throws IOException {
    Path history = folder.resolve("history.jsonl"); // The user's own shall not know of this.
    KernelSpec spec =
        KernelSpec.of(
            Kernelspec.DEFAULT_NAME,
            "java",
            program.with(List.of("-Dtrn3.history=" + history), List.of()).kernelspecCommand());
    try (Kernel kernel = Kernel.start(spec, folder, PATIENCE)) {
      for (String cell : cells()) {
        execute(kernel, cell); // How it ends does not matter; errors are a part of the training.
      }
      execute(kernel, END_SERVER);
    }
    Files.deleteIfExists(history);
  }

  /** Not within a kernel, because that debugs its worker, and a debugged JVM records nothing. */
  private static void trainWorker(Path java, Archive worker, String classPath) throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(WORKER_FLAGS);
    command.addAll(worker.recordingFlags());
    command.addAll(List.of("-cp", classPath, REHEARSAL));
    Archive.run(command);
  }

  private static void execute(Kernel kernel, String cell) {
    if (kernel.isAlive()) {
      var unused = kernel.execute(cell, "", PATIENCE, message -> {});
    }
  }

  private static List<String> cells() throws IOException {
    try (InputStream in = WarmStart.class.getResourceAsStream(TRAINING)) {
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n\n"));
    }
  }
}
