package dev.trn3.simulation;

/**
 * How well a generation of software uses a generation of chips. The shares are fitted to published
 * measurements by the calibration, one set for each pair of chip generation and software stack; the
 * switches are properties of the software that its documentation states.
 *
 * @param name what was measured with it
 * @param matrix16 share of the peak that large 16-bit products reach
 * @param matrix8 share of the peak that large 8-bit products reach
 * @param matrix4 share of the peak that large 4-bit products reach
 * @param attention share of the 16-bit peak that the two products of attention reach
 * @param memory share of the memory bandwidth that element-wise work reaches
 * @param scaleUp share of link bandwidth that collectives reach inside a scale-up domain
 * @param scaleOut share of link bandwidth that collectives reach between scale-up domains
 * @param tensorExposed share of tensor-parallel communication that nothing hides
 * @param expertExposed share of expert dispatch that nothing hides
 * @param mixture share of the rate of dense layers that the products of experts reach
 * @param mixtureTraffic share of the element-wise traffic around experts that is not fused away
 * @param narrowBlocks share of the rate of products with one scale for a tensor that products with
 *     a scale for each block (MX) reach
 * @param contention share of data-parallel communication behind computation that slows the latter
 * @param hostDense seconds the host needs to start the kernels of a dense layer, forward and
 *     backward
 * @param hostMixture the same for a mixture of experts
 * @param hostTensor the seconds each rank of tensor parallelism adds to both
 * @param lossBytes bytes read and written for each logit by the loss, forward and backward
 * @param logitBytes bytes kept for each logit until its backward pass
 * @param flashAttention attention scores never reach memory
 * @param dataOverlap gradients are reduced during the backward pass
 * @param sequenceParallel the sequence is cut between matrices
 * @param gradientBytes bytes of each gradient that is kept and reduced
 * @param buffers what is kept beside that from step to step
 * @param balancedStages stages are cut by work, so that the last holds fewer layers beside the
 *     output layer
 */
public record Software(
    String name,
    double matrix16,
    double matrix8,
    double matrix4,
    double attention,
    double memory,
    double scaleUp,
    double scaleOut,
    double tensorExposed,
    double expertExposed,
    double mixture,
    double mixtureTraffic,
    double narrowBlocks,
    double contention,
    double hostDense,
    double hostMixture,
    double hostTensor,
    double lossBytes,
    double logitBytes,
    boolean flashAttention,
    boolean dataOverlap,
    boolean sequenceParallel,
    double gradientBytes,
    Buffers buffers,
    boolean balancedStages) {

  /** Share of the peak for elements of so many bits. */
  public double matrix(int bits) {
    return bits >= 16 ? matrix16 : bits >= 8 ? matrix8 : matrix4;
  }

  /** This software without the sequence cut between matrices. */
  public Software withoutSequenceParallel() {
    return with(false, buffers.withoutGathering());
  }

  /** This software with other buffers kept from step to step. */
  public Software with(Buffers other) {
    return with(sequenceParallel, other);
  }

  private Software with(boolean sequenceCut, Buffers kept) {
    return new Software(
        name,
        matrix16,
        matrix8,
        matrix4,
        attention,
        memory,
        scaleUp,
        scaleOut,
        tensorExposed,
        expertExposed,
        mixture,
        mixtureTraffic,
        narrowBlocks,
        contention,
        hostDense,
        hostMixture,
        hostTensor,
        lossBytes,
        logitBytes,
        flashAttention,
        dataOverlap,
        sequenceCut,
        gradientBytes,
        kept,
        balancedStages);
  }
}
