/**
 * What a model costs when it answers: the time of one iteration of reading prompts and producing
 * tokens, and the memory of the tokens' keys and values.
 *
 * <p>{@link dev.trn3.inference.IterationCost} is the narrow door through which a scheduler asks.
 */
package dev.trn3.inference;
