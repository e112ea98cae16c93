package dev.trn3.cli.jupyter;

import java.nio.file.Path;

/** x. */
record WarmStart(Path folder) {
  KernelProgram prepare(KernelProgram program) {
    return program;
  }
}
