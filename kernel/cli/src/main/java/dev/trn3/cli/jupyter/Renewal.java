package dev.trn3.cli.jupyter;

import java.io.IOException;
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

  /** The arguments are the folder of the kernelspec and the version of the Java to renew it for. */
  public static void main(String[] arguments) throws IOException {
    renew(Path.of(arguments[0]), arguments[1]);
  }

  /** What tells a kernel where it is installed, and for which Java. */
  static List<String> flags(Path folder, String java) {
    return List.of(FOLDER + folder, JAVA + java);
  }

  /** Whether a kernel was installed for a warm start, and so renews its archives by itself. */
  public static boolean isOf(Kernelspec kernel) {
    return kernel.argv().stream().anyMatch(flag -> flag.startsWith(FOLDER));
  }

  /** Whether archives were to be made for a kernel, which has none. */
  public static boolean wasInVain(Kernelspec kernel) {
    return isOf(kernel) && kernel.argv().stream().noneMatch(Archive::isItsFlag);
  }

  /**
   * Does nothing where the archives fit, another process makes them at this moment, or it was tried
   * before.
   */
  static void renew(Path folder, String java) throws IOException {
    Kernelspec present = Kernelspec.read(folder);
    // Not where the former ones are: kernels that run have them in their memory.
    Path made = folder.resolve("warm-start-" + java.replaceAll("[^\\w.-]", "_"));
    WarmStart archives = new WarmStart(made);
    if (java.isEmpty() || java.equals(present.java()) || archives.isDone()) {
      return;
    }
    KernelProgram cold;
    try {
      cold = cold(folder, present, java);
    } catch (IllegalArgumentException e) {
      Files.createDirectory(made); // A command line of a person's own; not tried again.
      return;
    }
    if (archives.make(cold)
        && !present.rewrite(folder, archives.use(cold).kernelspecCommand(), java)) {
      archives.discard(); // Changed by a person meanwhile: the next start tries again.
    }
  }

  private static KernelProgram cold(Path folder, Kernelspec present, String java) {
    KernelProgram former = KernelProgram.read(present.argv());
    List<String> options = new ArrayList<>(former.serverFlags());
    options.removeIf(flag -> flag.startsWith(JAVA) || flag.startsWith(FOLDER));
    options.addAll(flags(folder, java));
    return former.withoutArchives(options);
  }
}
