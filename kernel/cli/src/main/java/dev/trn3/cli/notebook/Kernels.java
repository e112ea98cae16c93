package dev.trn3.cli.notebook;

import dev.trn3.cli.Refusal;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.NotebookFormatException;
import dev.trn3.notebook.run.KernelFit;
import dev.trn3.notebook.run.Parameters;
import java.nio.file.Path;

/** Notebooks and the kernels that run them, with what is wrong about them as a {@link Refusal}. */
final class Kernels {

  private Kernels() {}

  static Notebook read(Path file) {
    try {
      return Notebook.read(file);
    } catch (NotebookFormatException e) {
      throw Refusal.usage(e.getMessage(), e);
    }
  }

  /** The kernel for a notebook that will run with these parameters. */
  static KernelSpec choose(Notebook notebook, KernelChoice kernels, Parameters parameters) {
    KernelSpec kernel =
        kernels.forNotebook(notebook.kernelName(), notebook.language(), notebook.name());
    KernelFit.check(notebook, kernel);
    Notebook unused = parameters.injectInto(notebook); // Complains about those that do not fit.
    return kernel;
  }
}
