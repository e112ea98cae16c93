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
 * @param memory share of the memory bandwidth that element-wise work reaches
 * @param scaleUp share of link bandwidth that collectives reach inside a scale-up domain
 * @param scaleOut share of link bandwidth that collectives reach between scale-up domains
 * @param tensorExposed share of tensor-parallel communication that nothing hides
 * @param expertExposed share of expert dispatch that nothing hides
 * @param mixture share of the rate of dense layers that the products of experts reach
 * @param lossBytes bytes read and written for each logit by the loss, forward and backward
 * @param flashAttention attention scores never reach memory
 * @param dataOverlap gradients are reduced during the backward pass
 * @param sequenceParallel the sequence is cut between matrices
 * @param gradientBytes bytes of each gradient that is kept and reduced
 */
public record Software(
    String name,
    double matrix16,
    double matrix8,
    double matrix4,
    double memory,
    double scaleUp,
    double scaleOut,
    double tensorExposed,
    double expertExposed,
    double mixture,
    double lossBytes,
    boolean flashAttention,
    boolean dataOverlap,
    boolean sequenceParallel,
    double gradientBytes) {

  /** Share of the peak for elements of so many bits. */
  public double matrix(int bits) {
    return bits >= 16 ? matrix16 : bits >= 8 ? matrix8 : matrix4;
  }

  /** This software without the sequence cut between matrices. */
  public Software withoutSequenceParallel() {
    return new Software(
        name,
        matrix16,
        matrix8,
        matrix4,
        memory,
        scaleUp,
        scaleOut,
        tensorExposed,
        expertExposed,
        mixture,
        lossBytes,
        flashAttention,
        dataOverlap,
        false,
        gradientBytes);
  }
}
