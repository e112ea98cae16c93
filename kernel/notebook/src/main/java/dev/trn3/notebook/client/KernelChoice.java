package dev.trn3.notebook.client;

import java.util.Optional;

/**
 * Which kernel runs a notebook.
 *
 * @param ours runs what is written for it, and what is written in its language for no installed
 *     kernel
 * @param installed run what is written for them
 * @param forced runs everything, where there is one
 */
public record KernelChoice(KernelSpec ours, KernelSpecs installed, Optional<KernelSpec> forced) {

  /** Ours from the class path of this process, and those installed on this machine. */
  public static KernelChoice usual() {
    return new KernelChoice(OwnKernel.onClassPath(), KernelSpecs.installed(), Optional.empty());
  }

  /** Ours as given, and those installed on this machine. */
  public static KernelChoice with(KernelSpec ours) {
    return new KernelChoice(ours, KernelSpecs.installed(), Optional.empty());
  }

  /** This kernel for everything. */
  public static KernelChoice always(KernelSpec kernel) {
    return new KernelChoice(kernel, KernelSpecs.in(java.util.List.of()), Optional.of(kernel));
  }

  /**
   * The kernel for a notebook.
   *
   * @param kernelName of the notebook's kernelspec; empty where it names none
   * @param language of the notebook in lower case; empty where it names none
   * @param notebook what messages call it
   * @throws KernelStartException where the notebook is of a kernel that is not installed
   */
  public KernelSpec forNotebook(String kernelName, String language, String notebook) {
    if (forced.isPresent()) {
      return forced.get();
    }
    if (kernelName.equals(ours.name())) {
      return ours;
    }
    if (installed.has(kernelName)) {
      return installed.named(kernelName);
    }
    if (language.isEmpty() || language.equals(ours.language())) {
      return ours;
    }
    throw new KernelStartException(
        ("%s is written in %s for the kernel \"%s\", which is not installed here; install it,"
                + " or change the notebook's kernel to one of: %s")
            .formatted(
                notebook, language, kernelName, String.join(", ", installed.and(ours).names())));
  }
}
