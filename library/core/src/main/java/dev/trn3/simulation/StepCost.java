package dev.trn3.simulation;

/**
 * What one step costs.
 *
 * @param seconds the step
 * @param parts seconds on the critical path, by {@link Part#ordinal}; they add up to the step
 * @param hardwareFlops floating-point operations done on all devices, recomputation included
 */
public record StepCost(double seconds, double[] parts, double hardwareFlops) {

  public StepCost {
    parts = parts.clone();
  }

  @Override
  public double[] parts() {
    return parts.clone();
  }

  /** Seconds on the critical path spent on one part. */
  public double part(Part part) {
    return parts[part.ordinal()];
  }
}
