package dev.trn3.simulation;

import static dev.trn3.provenance.Facts.fact;

import dev.trn3.provenance.Sourced;
import dev.trn3.units.Bytes;
import dev.trn3.units.Ratio;
import dev.trn3.units.Seconds;

/** What holds of a kernel on GPUs of all generations; the facts have the sources. */
public final class GpuKernel {

  /** Time until a kernel that was launched runs. */
  public static final Sourced<Seconds> START = fact("gpu-kernel/start").seconds();

  /** Peak of tensor cores in 16 bits over that of the other lanes in 32 bits, on H100. */
  public static final Sourced<Ratio> MATRIX_OVER_VECTOR =
      fact("gpu-kernel/matrix-over-vector").ratio();

  /** Second-level cache of an A100; later GPUs have more. */
  public static final Sourced<Bytes> CACHE = fact("gpu-kernel/cache").bytes();

  private GpuKernel() {}
}
