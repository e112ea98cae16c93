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
 * @param layer seconds that a layer takes beside its products: starts, norms, synchronisation;
 *     unfused attention of prompts takes them for every sequence
 * @param dispatch seconds the host needs to start a layer; the device waits if it is quicker
 * @param iteration seconds between iterations in which the device waits for the host
 * @param sequence seconds for each sequence of an iteration: sampling, bookkeeping
 * @param score bytes moved for each attention score when prompts are read; 0 for fused kernels
 * @param prompt seconds of the host beside, for an iteration that reads prompts
 * @param start seconds that a large all-reduce takes to start, beside the latency of its links
 * @param softmaxPasses times that the scores of a row pass one lane when a token is produced; 0 for
 *     kernels that spread them over all lanes
 * @param route seconds in which the router weighs one expert for one token
 * @param scoreRoom bytes of scores that unfused attention keeps on the chip
 * @param request seconds from a request to the engine and from its first token back
 * @param bucketed its published times follow the longest sequence it was compiled for, whatever the
 *     context; only the comparison with them attends to that, a simulated service has no such
 *     length and attends to the actual context
 * @param sequenceParallel each rank does the norms and residuals of its share of a prompt's rows,
 *     as sums are then scattered and gathered instead of given to all
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
    double prompt,
    double start,
    double softmaxPasses,
    double route,
    double scoreRoom,
    double request,
    boolean bucketed,
    boolean sequenceParallel) {

  /**
   * This stack with the time between iterations that a synchronous host would cost, or without any
   * for an asynchronous one.
   */
  public ServingStack withIteration(double seconds) {
    return new ServingStack(
        name,
        chip,
        matrix,
        memory,
        cache,
        scaleUp,
        layer,
        dispatch,
        seconds,
        sequence,
        score,
        prompt,
        start,
        softmaxPasses,
        route,
        scoreRoom,
        request,
        bucketed,
        sequenceParallel);
  }
}
