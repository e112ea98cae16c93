package dev.trn3.cli.jupyter;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the archives of an installed kernel anew where its Java is another one than the one they
 * were made for, such as after an update. An installed kernel starts this by itself, in the
 * background.
 */
public final class Renewal {

  private static final String FOLDER = "-Dtrn3.installed.in=";
  private static final String JAVA = "-Dtrn3.installed.java=";

  private Renewal() {}

  /** The folder of the kernelspec is the one argument. */
  public static void main(String[] arguments) throws IOException {
    renew(Path.of(arguments[0]));
  }

  /** What tells a kernel where it is installed, and for which Java. */
  static List<String> flags(Path folder, String java) {
    return List.of(FOLDER + folder, JAVA + java);
  }

  /** Does nothing where the archives fit, or another process makes them at this moment. */
  static void renew(Path folder) throws IOException {
    Kernelspec present = Kernelspec.read(folder);
    String java = Kernelspec.javaOf(present.argv());
    if (java.equals(present.java())) {
      return;
    }
    // Not where the former ones are: kernels that run have them in their memory.
    Path archives = folder.resolve("warm-start-" + java.replaceAll("[^\\w.-]", "_"));
    try {
      Files.createDirectory(archives);
    } catch (FileAlreadyExistsException e) {
      return; // Somebody is at it, or it was tried in vain.
    }
    KernelProgram former = KernelProgram.read(present.argv());
    List<String> options = new ArrayList<>(former.serverFlags());
    options.removeIf(flag -> flag.startsWith(JAVA) || flag.startsWith(FOLDER));
    options.addAll(flags(folder, java));
    KernelProgram cold = former.withoutArchives(options);
    KernelProgram warm = new WarmStart(archives).prepare(cold);
    new Kernelspec(present.displayName(), warm.kernelspecCommand(), present.version())
        .write(folder);
  }
}
