package dev.trn3.simulation;

import static dev.trn3.provenance.Facts.fact;

/** What holds of a kernel on GPUs of all generations; the facts have the sources. */
public final class GpuKernel {

  /** Seconds until a kernel that was launched runs. */
  public static final double START = fact("gpu-kernel/start").seconds().si();

  /** Peak of tensor cores in 16 bits over that of the other lanes in 32 bits, on H100. */
  public static final double MATRIX_OVER_VECTOR =
      fact("gpu-kernel/matrix-over-vector").ratio().si();

  /** Second-level cache of an A100, bytes; later GPUs have more. */
  public static final double CACHE = fact("gpu-kernel/cache").bytes().si();

  private GpuKernel() {}
}
