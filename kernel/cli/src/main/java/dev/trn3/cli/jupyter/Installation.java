package dev.trn3.cli.jupyter;

import dev.trn3.cli.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A kernelspec folder with all that its kernel needs. */
public record Installation(Path folder) {

  /** The installation in a folder, present or to be. */
  public static Installation in(Path folder) {
    return new Installation(folder.toAbsolutePath().normalize());
  }

  /**
   * Copies the kernel here and describes it to Jupyter. What was here before is replaced only when
   * all is ready.
   *
   * @param jvmArguments for the JVM that runs the analyst's code
   * @param warmStart true to prepare archives; where that fails, a note says so
   */
  public void install(
      Distribution distribution, String displayName, List<String> jvmArguments, boolean warmStart)
      throws IOException {
    Files.createDirectories(folder.getParent());
    Path before = folder.resolveSibling(folder.getFileName() + ".replaced");
    delete(before);
    if (Files.exists(folder)) {
      Files.move(folder, before); // A kernel that runs keeps its open jars.
    }
    try {
      fill(distribution, displayName, jvmArguments, warmStart);
    } catch (IOException | RuntimeException e) {
      delete(folder);
      if (Files.exists(before)) {
        Files.move(before, folder);
      }
      throw e;
    }
    delete(before);
  }

  /** Removes the folder with all that is in it. */
  public void remove() throws IOException {
    delete(folder);
  }

  private void fill(
      Distribution distribution, String displayName, List<String> jvmArguments, boolean warmStart)
      throws IOException {
    Path lib = folder.resolve("lib");
    Path resolver = lib.resolve("resolver");
    copy(distribution.resolverJars(), resolver);
    copy(distribution.sourceJars(), lib.resolve("sources"));
    List<Path> server = copy(distribution.serverJars(), lib.resolve("server"));
    KernelProgram program =
        new KernelProgram(
                KernelProgram.thisJava(),
                server,
                copy(distribution.workerJars(), lib.resolve("worker")),
                KernelProgram.serverFlags(distribution, resolver),
                jvmArguments)
            .with(SigningLibrary.unpack(server, lib.resolve("native")), List.of())
            .with(List.of("-Dtrn3.kept.in=" + lib), List.of());
    if (warmStart) {
      String java = Kernelspec.javaOf(program.command());
      program = program.with(Renewal.flags(folder, java), List.of());
      program = new WarmStart(folder.resolve("warm-start")).prepare(program);
    }
    program = program.withHistory();
    new Kernelspec(displayName, program.kernelspecCommand(), distribution.version()).write(folder);
  }

  private static List<Path> copy(List<Path> jars, Path lib) throws IOException {
    Files.createDirectories(lib);
    List<Path> copies = new ArrayList<>();
    for (Path jar : jars) {
      copies.add(Files.copy(jar, lib.resolve(jar.getFileName())));
    }
    return copies;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
