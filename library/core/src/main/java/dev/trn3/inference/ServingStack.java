package dev.trn3.inference;

/**
 * How well a serving stack uses a generation of chips. The numbers are fitted to published
 * measurements, one set for each stack and generation, never for a model.
 *
 * @param name the stack, such as {@code NxD Inference}
 * @param chip the generation of chips
 * @param matrix share of the peak that large products reach
 * @param memory share of the memory bandwidth that reading weights reaches
 * @param cache share of the memory bandwidth that reading keys and values reaches
 * @param scaleUp share of link bandwidth that collectives reach
 * @param layer seconds that a layer takes beside its products: starts, norms, synchronisation
 * @param dispatch seconds the host needs to start a layer; the device waits if it is quicker
 * @param iteration seconds between iterations in which the device waits for the host
 * @param sequence seconds for each sequence of an iteration: sampling, bookkeeping
 * @param score bytes moved for each attention score when prompts are read; 0 for fused kernels
 * @param bucketed attends to the longest sequence it was compiled for, whatever the context
 */
public record ServingStack(
    String name,
    String chip,
    double matrix,
    double memory,
    double cache,
    double scaleUp,
    double layer,
    double dispatch,
    double iteration,
    double sequence,
    double score,
    boolean bucketed) {

  /**
   * This stack with the time between iterations that a synchronous host would cost, or without any
   * for an asynchronous one.
   */
  public ServingStack withIteration(double seconds) {
    return new ServingStack(
        name, chip, matrix, memory, cache, scaleUp, layer, dispatch, seconds, sequence, score,
        bucketed);
  }
}
