package dev.trn3.notebook.run;

import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.format.Notebook;
import java.util.Locale;

/** Whether a notebook and a kernel belong together. */
public final class KernelFit {

  private KernelFit() {}

  /**
   * Checks that kernel and notebook are of one language.
   *
   * @throws IllegalArgumentException where they are not; the message names both and the remedy
   */
  public static void check(Notebook notebook, KernelSpec kernel) {
    String wanted = notebook.language();
    String offered = kernel.language().toLowerCase(Locale.ROOT);
    if (!wanted.isEmpty() && !offered.isEmpty() && !wanted.equals(offered)) {
      throw new IllegalArgumentException(
          ("%s is written in %s for the kernel \"%s\", and \"%s\" runs %s;"
                  + " run it with --kernel %s, or change its kernelspec in Jupyter"
                  + " (Kernel > Change kernel)")
              .formatted(
                  notebook.name(),
                  wanted,
                  notebook.kernelName(),
                  kernel.name(),
                  offered,
                  notebook.kernelName()));
    }
  }
}
