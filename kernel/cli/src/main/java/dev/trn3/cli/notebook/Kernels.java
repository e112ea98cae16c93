package dev.trn3.cli.notebook;

import dev.trn3.cli.Distribution;
import dev.trn3.cli.Refusal;
import dev.trn3.cli.jupyter.KernelProgram;
import dev.trn3.cli.jupyter.Kernelspec;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.client.KernelStartException;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.NotebookFormatException;
import dev.trn3.notebook.run.KernelFit;
import java.nio.file.Path;
import java.util.List;

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

  /** Ours, run from this distribution, and those installed. */
  static KernelChoice of(Distribution distribution, List<String> jvmArguments) {
    List<String> argv = KernelProgram.of(distribution, jvmArguments).shieldedCommand();
    return KernelChoice.with(KernelSpec.of(Kernelspec.DEFAULT_NAME, "java", argv));
  }

  static KernelSpec choose(
      Notebook notebook, Distribution distribution, List<String> jvmArguments) {
    try {
      KernelSpec kernel =
          of(distribution, jvmArguments)
              .forNotebook(notebook.kernelName(), notebook.language(), notebook.name());
      KernelFit.check(notebook, kernel);
      return kernel;
    } catch (KernelStartException | IllegalArgumentException e) {
      throw Refusal.usage(e.getMessage(), e);
    }
  }
}
