package dev.trn3.simulation;

/**
 * One device as the cost model sees it, in SI doubles: a chip, or a NeuronCore where jobs were
 * launched with one rank for each core.
 *
 * @param name the name printed in results
 * @param peak16 peak of BF16 and FP16 products, FLOP/s
 * @param peak8 peak of 8-bit products, FLOP/s
 * @param peak4 peak of 4-bit products, FLOP/s
 * @param bandwidth memory bandwidth that can be reached by the engines that move data, B/s
 * @param capacity memory, bytes
 * @param exponentials exponentials per second of all engines that compute softmax
 * @param arrayEdge rows and columns of one tile of the matrix engine; shapes are rounded up to it
 * @param contractionHalf length of a contraction at which starting and draining a tile costs as
 *     much as the products; 0 for an array that keeps streaming
 * @param ramp seconds lost at the start of each matrix operation: launch on a GPU, the clock ramp
 *     of the tensor engine on Trainium
 * @param start seconds lost at the start of each element-wise operation
 * @param vector element-wise operations per second of the engines that do them beside the matrix
 *     engine; one pass over an element is one operation
 * @param lane elements per second of one lane of those engines, which is all that one row gets
 *     where each row is in a lane; infinite where a row is spread over the chip
 * @param onChip bytes next to one matrix engine, in which tiles of the operands stay; larger
 *     operands are streamed more than once
 * @param units matrix engines that work through the tiles of a product together and wait for the
 *     last; 1 where each has its own share of the rows
 */
public record Device(
    String name,
    double peak16,
    double peak8,
    double peak4,
    double bandwidth,
    double capacity,
    double exponentials,
    int arrayEdge,
    double contractionHalf,
    double ramp,
    double start,
    double vector,
    double lane,
    double onChip,
    int units) {

  /** Peak for elements of so many bits, FLOP/s. */
  public double peak(int bits) {
    return bits >= 16 ? peak16 : bits >= 8 ? peak8 : peak4;
  }
}
