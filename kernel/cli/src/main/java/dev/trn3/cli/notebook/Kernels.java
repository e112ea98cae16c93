package dev.trn3.cli.notebook;

import dev.trn3.cli.Distribution;
import dev.trn3.cli.Refusal;
import dev.trn3.cli.jupyter.KernelProgram;
import dev.trn3.cli.jupyter.Kernelspec;
import dev.trn3.cli.jupyter.WarmStart;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.client.KernelStartException;
import dev.trn3.notebook.client.OwnKernel;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.NotebookFormatException;
import dev.trn3.notebook.run.KernelFit;
import dev.trn3.notebook.run.Parameters;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

  /**
   * Ours, run from this distribution, and those installed; one for everything where it is named.
   *
   * @throws KernelStartException where no kernel has that name
   */
  static KernelChoice of(
      Distribution distribution, List<String> jvmArguments, Optional<String> name) {
    JvmArguments.requireValid(jvmArguments);
    KernelProgram program =
        WarmStart.of(distribution)
            .use(KernelProgram.of(distribution, jvmArguments))
            .with(OwnKernel.BRIEF_SERVER, OwnKernel.BRIEF_WORKER);
    KernelSpec ours = KernelSpec.of(Kernelspec.DEFAULT_NAME, "java", program.shieldedCommand());
    KernelChoice usual = KernelChoice.with(ours);
    return name.map(wanted -> KernelChoice.always(usual.installed().and(ours).named(wanted)))
        .orElse(usual);
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
