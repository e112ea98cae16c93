package dev.trn3.cli.notebook;

import dev.trn3.cli.Distribution;
import dev.trn3.cli.jupyter.KernelProgram;
import dev.trn3.cli.jupyter.Kernelspec;
import dev.trn3.cli.jupyter.WarmStart;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.client.KernelStartException;
import dev.trn3.notebook.client.OwnKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which kernels run notebooks, as commands that run some are told. */
final class KernelOptions {

  @Option(
      names = "--kernel",
      paramLabel = "NAME",
      description = "Runs what is named in this kernel. Default: the one each notebook names.")
  private Optional<String> kernel = Optional.empty();

  @Option(
      names = "--jvm-arg",
      paramLabel = "ARG",
      description = "An argument of the JVM that runs your code, as -Xmx16g; may be repeated.")
  private List<String> jvmArguments = new ArrayList<>();

  /**
   * Ours, run from this distribution, and those installed; one for everything where it is named.
   *
   * @throws KernelStartException where no kernel has that name
   */
  KernelChoice choice() {
    JvmArguments.requireValid(jvmArguments);
    Distribution distribution = Distribution.current();
    KernelProgram program =
        WarmStart.of(distribution)
            .use(KernelProgram.of(distribution, jvmArguments))
            .with(OwnKernel.BRIEF_SERVER, OwnKernel.BRIEF_WORKER);
    KernelSpec ours = KernelSpec.of(Kernelspec.DEFAULT_NAME, "java", program.shieldedCommand());
    KernelChoice usual = KernelChoice.with(ours);
    return kernel
        .map(wanted -> KernelChoice.always(usual.installed().and(ours).named(wanted)))
        .orElse(usual);
  }
}
