package dev.trn3.parallelism;

/**
 * What a plan may cut, in the numbers that degrees must divide.
 *
 * @param heads attention heads
 * @param layers layers
 * @param experts routed experts; 0 for a dense model
 * @param sequenceLength tokens in a sequence
 * @param globalBatch sequences in a step
 */
public record Cuttable(int heads, int layers, int experts, int sequenceLength, int globalBatch) {}
